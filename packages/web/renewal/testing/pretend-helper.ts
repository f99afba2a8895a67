import type { HostStatus, TokenReport } from '@koshin/wire/helper/status.ts';
import type { StorePlace } from '@koshin/wire/helper/values.ts';
import { type AnswerOf, type HelperRefusal, refusal } from '../../helper/answers.ts';
import type { HelperPort } from '../../helper/helper-port.ts';
import { successor } from '../../testing/samples.ts';
import type { HelperMeans } from '../run/means.ts';
import { type Around, type Disk, plainly } from './pretend-pc.ts';
import { digestOf } from './samples.ts';

const host: HostStatus = {
  answer: 'status',
  hostVersion: '1.4.0',
  pc: { kind: 'nss', writable: true, protection: 'marked' },
  tokens: { moduleName: 'opensc-pkcs11.so', moduleFound: true, present: [] },
};
export const healthy: AnswerOf<'status'> = { answer: 'status', extensionVersion: '1.4.0', site: 'listed', host };

export type HelperActName = keyof HelperPort;

interface Refusing {
  readonly act: HelperActName;
  readonly refusal: HelperRefusal;
  /** It was done all the same, and nobody heard. */
  readonly done?: boolean;
}

/**
 * A helper over this disk that keeps the port's contract: one key for one act, a certificate only to its own key, and
 * nothing done where it refuses. The customer says はい; `refuseNext` makes the next call of an act come to something else.
 */
export class PretendHelper implements HelperPort {
  refuseNext: Refusing | null = null;
  healthy: AnswerOf<'status'> | HelperRefusal = healthy;
  pin: TokenReport['pin'] = 'untouched';
  /** Acts that asked the customer, in order. */
  readonly asked: HelperActName[] = [];
  readonly #disk: Disk;
  readonly #around: Around;

  constructor(disk: Disk, around: Around = plainly) {
    this.#disk = disk;
    this.#around = around;
  }

  means(changes: Partial<HelperMeans> = {}): HelperMeans {
    return {
      port: this,
      minimumVersion: '1.0.0',
      keyKind: 'P-256',
      consents: 'each',
      consentSeconds: 120,
      withToken: true,
      usedLastTime: () => this.#disk.helperUsed,
      noteUsed: (used) => {
        this.#disk.helperUsed = used;
      },
      ...changes,
    };
  }

  status = async () => this.#refused('status') ?? this.#withTokens(this.healthy);

  introduce = async () => {
    this.asked.push('introduce');
    const said = this.#refused('introduce');
    if (said) return said;
    this.healthy = healthy;
    return { answer: 'introduced' } as const;
  };

  findKeys = async ({ renewal }: { readonly renewal: string }) => {
    const keys = this.#disk.helperKeys.filter((key) => key.purpose === renewal && this.#isThere(key.place));
    return this.#refused('findKeys') ?? ({ answer: 'keys', keys } as const);
  };

  makeKey: HelperPort['makeKey'] = ({ renewal, place, deviceChallenge }) =>
    this.#act('makeKey', () => {
      if (!this.#isThere(place)) return refusal('token-absent');
      this.#disk.keysMade += 1;
      const keyDigest = digestOf(this.#disk.keysMade);
      this.#disk.helperKeys.unshift({ place, keyDigest, purpose: renewal, fingerprint: null });
      return { answer: 'key-made', keyDigest, deviceSignature: deviceChallenge && btoa(`signed ${deviceChallenge}`) };
    });

  sendRequest: HelperPort['sendRequest'] = ({ keyDigest }) =>
    this.#act('sendRequest', () => (this.#has(keyDigest) ? { answer: 'request', csr: btoa(keyDigest) } : gone));

  install: HelperPort['install'] = ({ keyDigest }) =>
    this.#act('install', () => {
      if (!this.#has(keyDigest)) return gone;
      const { fingerprint } = successor;
      this.#disk.helperKeys = this.#disk.helperKeys.map((key) =>
        key.keyDigest === keyDigest ? { ...key, fingerprint } : key,
      );
      return { answer: 'installed', fingerprint, signature: '' };
    });

  removeOld: HelperPort['removeOld'] = ({ proven }) =>
    this.#act('removeOld', () =>
      this.#disk.helperKeys.some(({ fingerprint }) => fingerprint === proven) ? { answer: 'removed' } : gone,
    );

  #act<T>(act: HelperActName, done: () => T): Promise<T | HelperRefusal> {
    return this.#around(`helper-${act}`, () => {
      this.asked.push(act);
      const unheard = this.refuseNext?.act === act && this.refuseNext.done === true;
      const outcome = unheard ? done() : null;
      return this.#refused(act) ?? outcome ?? done();
    });
  }

  #refused(act: HelperActName): HelperRefusal | null {
    if (this.refuseNext?.act !== act) return null;
    const { refusal: said } = this.refuseNext;
    this.refuseNext = null;
    return said;
  }

  #isThere(place: StorePlace): boolean {
    return place.kind === 'pc' || this.#disk.tokens.includes(place.serial);
  }

  #withTokens(said: AnswerOf<'status'> | HelperRefusal): AnswerOf<'status'> | HelperRefusal {
    if (said.answer === 'refused' || said.host?.answer !== 'status') return said;
    const present = this.#disk.tokens.map((serial) => ({ serial, label: 'koshin-usb', pin: this.pin }));
    return { ...said, host: { ...said.host, tokens: { ...said.host.tokens, present } } };
  }

  #has(keyDigest: string): boolean {
    return this.#disk.helperKeys.some((key) => key.keyDigest === keyDigest);
  }
}

const gone = refusal('not-found');
