import type { PageRequest } from '@koshin/wire/helper/page-messages.ts';
import { helperProtocol } from '@koshin/wire/helper/values.ts';
import type { Language } from '../texts/catalogue.ts';
import { type AnswerOf, type HelperRefusal, readAnswer, refusal } from './answers.ts';
import type { Carrier } from './carrier.ts';
import { isInstalled } from './installed-proof.ts';

type Told<Act extends PageRequest['act']> = Omit<Extract<PageRequest, { readonly act: Act }>, keyof Common | 'act'>;
type Common = Pick<PageRequest, 'protocol' | 'language'>;
type Said<K extends Parameters<typeof readAnswer>[0]> = Promise<AnswerOf<K> | HelperRefusal>;

/**
 * The helper on the customer's PC. Nothing here throws: what is not answered is refused. After `helper-not-responding`
 * an act may have been done all the same; `findKeys` tells. Acts with consent wait for a person in the extension's window.
 */
export interface HelperPort {
  readonly status: (asked: Told<'status'>) => Said<'status'>;
  readonly introduce: () => Said<'introduced'>;
  readonly findKeys: (asked: Told<'find-keys'>) => Said<'keys'>;
  readonly makeKey: (asked: Told<'make-key'>) => Said<'key-made'>;
  readonly sendRequest: (asked: Told<'send-request'>) => Said<'request'>;
  /** `installed` only when the certificate's key has signed a nonce made for this very call; else `install-not-found`. */
  readonly install: (asked: Omit<Told<'install'>, 'nonce'>) => Said<'installed'>;
  readonly removeOld: (asked: Told<'remove-old'>) => Said<'removed'>;
}

/** Milliseconds: a little longer than the extension waits for its host, so that its own word comes first. */
const unasked = 20_000;
/** As long as the extension asks about a site. */
const introduction = 120_000 + unasked;
/** The consent, then perhaps the PIN, each so long; then an RSA key may take a token two minutes. */
const consented = ({ consentSeconds }: { readonly consentSeconds: number }) =>
  2 * consentSeconds * 1000 + 120_000 + unasked;

export function helperPort({
  carry,
  language,
  newNonce,
}: {
  readonly carry: Carrier;
  /** Of the extension's windows, as the page is read right now. */
  readonly language: () => Language;
  /** 32 random octets. */
  readonly newNonce: () => Uint8Array<ArrayBuffer>;
}): HelperPort {
  const common = (): Common => ({ protocol: helperProtocol, language: language() });
  return {
    status: async (asked) => readAnswer('status', await carry({ ...common(), act: 'status', ...asked }, unasked)),
    introduce: async () => readAnswer('introduced', await carry({ ...common(), act: 'introduce' }, introduction)),
    findKeys: async (asked) => readAnswer('keys', await carry({ ...common(), act: 'find-keys', ...asked }, unasked)),
    makeKey: async (asked) =>
      readAnswer('key-made', await carry({ ...common(), act: 'make-key', ...asked }, consented(asked))),
    sendRequest: async (asked) =>
      readAnswer('request', await carry({ ...common(), act: 'send-request', ...asked }, consented(asked))),
    install: async (asked) => {
      const nonce = newNonce();
      const request = { ...common(), act: 'install' as const, ...asked, nonce: toBase64(nonce) };
      const said = readAnswer('installed', await carry(request, consented(asked)));
      if (said.answer === 'refused') return said;
      const [certificate, signature] = [fromBase64(asked.certificate), fromBase64(said.signature)];
      const proven =
        certificate !== null && signature !== null && (await isInstalled({ certificate, nonce, signature }));
      return proven ? said : refusal('install-not-found');
    },
    removeOld: async (asked) =>
      readAnswer('removed', await carry({ ...common(), act: 'remove-old', ...asked }, consented(asked))),
  };
}

const toBase64 = (octets: Uint8Array) => btoa(String.fromCharCode(...octets));

/** Null for letters that are no octets: not every text of the alphabet is. */
function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    return null;
  }
}
