/** What a PHC string of argon2id says (RFC 9106). */
export interface PhcArgon2id {
  /** KiB. */
  readonly memory: number;
  readonly passes: number;
  readonly lanes: number;
  readonly salt: Uint8Array;
  readonly tag: Uint8Array;
}

/** `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<tag>`, in base64 without padding. */
export function formatPhc({ memory, passes, lanes, salt, tag }: PhcArgon2id): string {
  return `$argon2id$v=19$m=${memory},t=${passes},p=${lanes}$${base64(salt)}$${base64(tag)}`;
}

const form = /^\$argon2id\$v=19\$m=(\d{1,6}),t=(\d{1,2}),p=(\d)\$([A-Za-z0-9+/]{11,64})\$([A-Za-z0-9+/]{16,128})$/;

/** A string that asks for more would stop the service for everybody. */
const mostMemory = 262_144;
const mostPasses = 16;

/** Null for what is not argon2id of version 1.3, or asks for more than 256 MiB or 16 passes. */
export function parsePhc(text: string): PhcArgon2id | null {
  const [, memory, passes, lanes, salt = '', tag = ''] = form.exec(text) ?? [];
  const cost = { memory: Number(memory), passes: Number(passes), lanes: Number(lanes) };
  const sensible =
    cost.passes >= 1 &&
    cost.passes <= mostPasses &&
    cost.lanes >= 1 &&
    cost.memory >= 8 * cost.lanes &&
    cost.memory <= mostMemory;
  return sensible ? { ...cost, salt: Buffer.from(salt, 'base64'), tag: Buffer.from(tag, 'base64') } : null;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replaceAll('=', '');
}
