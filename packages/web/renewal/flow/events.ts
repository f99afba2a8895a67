import type { PresentationView } from '@koshin/wire/portal/presentation-messages.ts';
import type { DeliveredCertificate } from '@koshin/wire/portal/renewal-messages.ts';
import type { Problem } from '@koshin/wire/problems/problem.ts';
import type { HelperRefusal } from '../../helper/answers.ts';
import type { KeptKey } from '../../keys/kept-key.ts';
import type { Arrival } from './begin.ts';
import type { Facts } from './facts.ts';
import type { Missing, TokenTrouble, WhyDeclined } from './place.ts';

/** What can happen in the window: the customer's acts, the service's answers, and what comes from outside. */
export type FlowEvent =
  /** The checks begin, at the start and for もう一度確認する. */
  | { readonly kind: 'checks-began' }
  | { readonly kind: 'parts-missing'; readonly missing: readonly Missing[]; readonly ofHelper: boolean }
  | { readonly kind: 'browser-unsupported' }
  | { readonly kind: 'is-phone' }
  /** The checks are done, or the window came back from a presentation: the renewal is where `whereToBegin` says. */
  | {
      readonly kind: 'arrived';
      readonly facts: Facts;
      readonly presentation: PresentationView | null;
      readonly arrival: Arrival;
    }
  /** The answer to any call, and what the window hears every ten seconds. */
  | { readonly kind: 'heard'; readonly facts: Facts }
  | { readonly kind: 'confirmed'; readonly facts: Facts; readonly mediaStorage: boolean }
  | { readonly kind: 'store-on-pc' }
  | { readonly kind: 'store-on-token' }
  /** The token that is plugged in may be used, and is to sign this challenge (base64). */
  | { readonly kind: 'token-chosen'; readonly serial: string; readonly challenge: string }
  | { readonly kind: 'token-refused'; readonly trouble: TokenTrouble }
  | { readonly kind: 'back-to-storage' }
  | { readonly kind: 'password-chosen'; readonly password: string }
  | { readonly kind: 'consented' }
  | { readonly kind: 'declined'; readonly because: WhyDeclined }
  | { readonly kind: 'asked-again' }
  | { readonly kind: 'key-made'; readonly key: KeptKey }
  | { readonly kind: 'signer-down'; readonly problem: Problem }
  | { readonly kind: 'issued'; readonly issued: DeliveredCertificate }
  /** What the helper has answered. */
  | { readonly kind: 'helper-made-key'; readonly keyDigest: string }
  | { readonly kind: 'helper-signed'; readonly csr: Uint8Array }
  | { readonly kind: 'helper-installed' }
  | { readonly kind: 'helper-refused'; readonly refusal: HelperRefusal }
  /** 保存する, 続ける on `resume.*`: with the helper's key. */
  | { readonly kind: 'install-by-helper'; readonly issued: DeliveredCertificate }
  | { readonly kind: 'request-by-helper' }
  | { readonly kind: 'save-begun' }
  | { readonly kind: 'saved' }
  | { readonly kind: 'go-to-import' }
  /** «ファイルがない・パスワードを忘れた». */
  | { readonly kind: 'file-gone' }
  | { readonly kind: 'key-opened'; readonly password: string }
  | { readonly kind: 'password-forgotten' }
  | { readonly kind: 'remake' }
  /** 「作り直す」 needed no password, and the service has noted it. */
  | { readonly kind: 'remake-confirmed'; readonly facts: Facts }
  | { readonly kind: 'refused'; readonly problem: Problem }
  | { readonly kind: 'broke' }
  | { readonly kind: 'back-pressed' }
  | { readonly kind: 'session-gone' }
  | { readonly kind: 'session-back' };
