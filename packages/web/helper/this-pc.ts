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

/** What a refusal of any act says of this PC; null for those that are about something else. */
export function judgeRefusal({ code, facts }: Pick<HelperRefusal, 'code' | 'facts'>): Lack | null {
  switch (code) {
    case 'helper-outdated':
      return { code, have: String(facts.have), need: String(facts.need) };
    case 'helper-module-missing':
      return { code, moduleName: String(facts.moduleName) };
    case 'helper-extension-missing':
    case 'helper-host-missing':
    case 'helper-not-responding':
    case 'helper-origin-refused':
    case 'store-not-writable':
    case 'token-absent':
      return { code };
    default:
      return null;
  }
}

type Found = Omit<ThisPc, 'undecided'>;
const nothing: Found = { parts: {}, hostVersion: null, lacks: [] };

function refusedBy(refusal: HelperRefusal): Found {
  const lack = judgeRefusal(refusal) ?? { code: 'helper-not-responding' };
  const found = { ...nothing, lacks: [lack] };
  switch (lack.code) {
    case 'helper-extension-missing':
      return { ...found, parts: { extension: 'missing' } };
    case 'helper-host-missing':
      return { ...found, parts: { host: 'missing' } };
    case 'helper-outdated':
      return { ...found, parts: { host: 'outdated' }, hostVersion: lack.have };
    case 'helper-origin-refused':
      return found;
    default:
      return { ...found, parts: { host: 'check' } };
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
