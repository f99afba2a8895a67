import type { Cryptoki, Handle } from '@koshin/cryptoki/cryptoki.ts';

/** A writing session that one caller at a time works with. */
export interface Access {
  readonly cryptoki: Cryptoki;
  readonly slot: Handle;
  readonly session: Handle;
}
