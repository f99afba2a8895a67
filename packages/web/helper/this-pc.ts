import type { HostStatus } from '@koshin/wire/helper/status.ts';
import type { AnswerOf, HelperRefusal } from './answers.ts';

export type PartName = 'extension' | 'host' | 'store' | 'token';
/** `check`: it is there and does not do what it is for. */
export type PartState = 'found' | 'missing' | 'outdated' | 'check';

/** One thing to do something about. */
export type Lack =
  | { readonly code: 'helper-outdated'; readonly have: string; readonly need: string }
  | { readonly code: 'helper-module-missing'; readonly moduleName: string }
  | {
      readonly code:
        | 'helper-extension-missing'
        | 'helper-host-missing'
        | 'helper-not-responding'
        | 'helper-origin-refused'
        | 'store-not-writable'
        | 'token-absent';
    };

export interface ThisPc {
  /** What is known of each part; absent where nothing can be known, as of a host behind a missing extension. */
  readonly parts: Readonly<Partial<Record<PartName, PartState>>>;
  readonly hostVersion: string | null;
  readonly lacks: readonly Lack[];
  /** The site is in no list and the customer has not been asked yet: nothing of the PC is told before. */
  readonly undecided: boolean;
}

/** What the answer to `status` says of this PC. Tokens count only where the bank gives them out. */
export function judgeThisPc(said: AnswerOf<'status'> | HelperRefusal, { withToken }: { withToken: boolean }): ThisPc {
  if (said.answer === 'refused') return { ...refusedBy(said), undecided: false };
  const { host } = said;
  if (host === null) return { ...nothing, parts: { extension: 'found' }, undecided: said.site === 'undecided' };
  const found = host.answer === 'refused' ? refusedBy(host) : judgeHost(host, withToken);
  return { ...found, parts: { ...found.parts, extension: 'found' }, undecided: false };
}

type Found = Omit<ThisPc, 'undecided'>;
const nothing: Found = { parts: {}, hostVersion: null, lacks: [] };

function refusedBy({ code, facts: { have, need } }: HelperRefusal): Found {
  switch (code) {
    case 'helper-extension-missing':
      return { ...nothing, parts: { extension: 'missing' }, lacks: [{ code }] };
    case 'helper-host-missing':
      return { ...nothing, parts: { host: 'missing' }, lacks: [{ code }] };
    case 'helper-outdated': {
      const lack = { code, have: String(have), need: String(need) };
      return { parts: { host: 'outdated' }, hostVersion: lack.have, lacks: [lack] };
    }
    case 'helper-origin-refused':
      return { ...nothing, lacks: [{ code }] };
    default:
      return { ...nothing, parts: { host: 'check' }, lacks: [{ code: 'helper-not-responding' }] };
  }
}

function judgeHost({ hostVersion, pc, tokens }: HostStatus, withToken: boolean): Found {
  const store = pc?.writable ? 'found' : 'check';
  const token = !tokens.moduleFound ? 'check' : tokens.present.length === 0 ? 'missing' : 'found';
  const lacks: Lack[] = [];
  if (store === 'check') lacks.push({ code: 'store-not-writable' });
  if (withToken && token === 'check') lacks.push({ code: 'helper-module-missing', moduleName: tokens.moduleName });
  if (withToken && token === 'missing') lacks.push({ code: 'token-absent' });
  return { parts: { host: 'found', store, ...(withToken && { token }) }, hostVersion, lacks };
}
