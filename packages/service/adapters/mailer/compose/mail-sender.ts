import type { Mathematics } from '../../../ports/mathematics.ts';
import type { Signer } from '../../../ports/signer.ts';
import type { Charset } from './charset.ts';

/** As whom the mails of one bank go out. */
export interface MailSender {
  /** One addr-spec, ASCII; what stands in `From` and in the certificate. */
  readonly address: string;
  readonly name: { readonly ja: string; readonly en: string };
  /** Of `List-Id`. */
  readonly domain: string;
  /** `iso-2022-jp` for readers of old; a mail with a character it does not have goes out as `utf-8`. */
  readonly charset: Charset;
  /** Null: the mails are not signed. */
  readonly signing: MailSigning | null;
}

export interface MailSigning {
  /** The bank's own, then those of the CAs above it, DER each; roots are left out of the mail. */
  readonly certificatesDer: readonly [Uint8Array, ...Uint8Array[]];
  /** The signer's name for the key of the first. */
  readonly keyName: string;
}

/** Who signs, and who looks whether the signature is right. */
export interface SigningMeans {
  readonly signer: Pick<Signer, 'sign' | 'algorithmOf'>;
  readonly mathematics: Pick<Mathematics, 'verify'>;
}
