import type { HelperKey } from '@koshin/wire/helper/values.ts';
import type { KeptKey } from '../../keys/kept-key.ts';
import type { KeyCupboard } from '../../keys/key-cupboard.ts';
import type { HelperMeans, RunMeans } from '../run/means.ts';
import type { Certified, PretendService } from './pretend-service.ts';
import { digestOf } from './samples.ts';

const octets = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** The request's bytes are the digest of its key: enough to tell keys apart. */
export const certifyByName = (csr: Uint8Array): Certified => ({
  certificate: btoa('certificate'),
  chain: [],
  keyDigest: textOf(csr),
});

/** What outlives a killed tab: the disk with kept keys and saved files, and how many keys were ever made. */
export class Disk {
  keys: KeptKey[] = [];
  readonly files: { readonly name: string; readonly keyDigest: string }[] = [];
  keysMade = 0;
  /** IndexedDB refuses to write. */
  full = false;
  /** What the helper's store has. */
  helperKeys: HelperKey[] = [];
  helperUsed = false;
  /** Serial numbers of the USB tokens that are plugged in. */
  tokens: string[] = [];
}

/** Runs an operation with what surrounds it: counts it, cuts it off, kills the tab in it. */
export type Around = <T>(name: string, operation: () => T) => Promise<T>;

export const plainly: Around = async (_, operation) => operation();

const never = new Promise<never>(() => {});

/** Kills the tab in the n-th operation: before it, or after its effect but before its answer. */
export function killedIn(n: number, when: 'before' | 'after'): { around: Around; killed: Promise<string> } {
  let count = 0;
  let tell: (name: string) => void = () => {};
  const killed = new Promise<string>((resolve) => {
    tell = resolve;
  });
  const around: Around = async (name, operation) => {
    count += 1;
    if (count > n) return never;
    if (count < n) return operation();
    if (when === 'after') operation();
    tell(name);
    return never;
  };
  return { around, killed };
}

/** A window's means, against a pretended service and disk. `left`: where the window went; `reported`: what broke. */
export function pretendMeans({
  service,
  disk,
  windowId = 'w1',
  around = plainly,
  helper = null,
}: {
  service: PretendService;
  disk: Disk;
  windowId?: string;
  around?: Around;
  helper?: HelperMeans | null;
}): { means: RunMeans; left: { nonce: string | null }; reported: unknown[] } {
  const reported: unknown[] = [];
  const left: { nonce: string | null } = { nonce: null };
  const means: RunMeans = {
    service: {
      start: (wanted) => around('start', () => service.start(windowId, wanted)),
      confirm: () => around('confirm', () => service.confirm(windowId)),
      request: (_, csr) => around('request', () => service.request(windowId, csr)),
      delivered: (id) => around('delivered', () => service.delivered(id)),
      report: (_, what, id, storage) =>
        around(`report-${what}`, () => service.report(windowId, what, id, storage ?? null)),
      tokens: () => around('tokens', () => service.tokens()),
      challengeToken: (_, serial) => around('challenge-token', () => service.challengeToken(windowId, serial)),
      proveToken: (_, proof) => around('prove-token', () => service.proveToken(windowId, proof)),
      startPresentation: (_, purpose) => around('present', () => service.startPresentation(purpose)),
      presentation: (nonce) => around('presentation', () => service.presentation(nonce)),
      seen: () => around('seen', () => service.seen(windowId)),
      release: () => service.release(windowId),
    },
    cupboard: cupboardOn(disk, around),
    keys: {
      make: ({ renewalId, password }) =>
        around('make-key', () => {
          disk.keysMade += 1;
          const keyDigest = digestOf(disk.keysMade);
          const createdAt = new Date(Date.UTC(2026, 11, 10, 1, disk.keysMade)).toISOString();
          return { renewalId, keyDigest, encryptedKey: octets(password), csr: octets(keyDigest), createdAt };
        }),
      opens: async (key, password) => textOf(key.encryptedKey) === password,
      buildFile: async (parts, format) => octets(`${format} ${parts.key.keyDigest}`),
    },
    window: {
      download: ({ name, octets: file }) => {
        disk.files.push({ name, keyDigest: textOf(file).split(' ')[1] ?? '' });
      },
      leaveFor: ({ nonce }) => {
        left.nonce = nonce;
      },
      tellOthers: () => {},
    },
    trials: {
      isPhone: () => false,
      canMakeKeys: async () => true,
      storage: async () => (disk.full ? 'refused' : 'writable'),
      clockSkewMinutes: async () => 0,
    },
    helper,
    clockSkewLimit: 5,
    pause: async () => {},
    now: () => new Date('2026-12-10T01:12:00Z'),
    report: (error) => reported.push(error),
  };
  return { means, left, reported };
}

function cupboardOn(disk: Disk, around: Around): KeyCupboard {
  const write = (name: string, change: () => void) =>
    around(name, () => {
      if (disk.full) throw new DOMException('full', 'QuotaExceededError');
      change();
    });
  return {
    put: (key) => write('keep-key', () => void disk.keys.unshift(key)),
    ofRenewal: async (renewalId) => disk.keys.filter((key) => key.renewalId === renewalId),
    noteSaved: ({ keyDigest, fileName }) =>
      write('note-saved', () => {
        disk.keys = disk.keys.map((key) => (key.keyDigest === keyDigest ? { ...key, fileName } : key));
      }),
    forgetRenewal: (renewalId) =>
      write('forget', () => {
        disk.keys = disk.keys.filter((key) => key.renewalId !== renewalId);
      }),
    forgetBefore: async () => {},
  };
}
