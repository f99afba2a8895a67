import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { Passwords } from '../../ports/passwords.ts';
import { formatPhc, type PhcArgon2id, parsePhc } from './phc-string.ts';
import { turns } from './turns.ts';

/** What OWASP asks for at least: 19 MiB, two passes, one lane. Every login pays it once. */
const cost = { memory: 19_456, passes: 2, lanes: 1 };
const saltBytes = 16;
const tagBytes = 32;

/** Each takes 19 MiB and a thread of the pool of four, in which keys sign, too. */
const atATime = 2;

/** As much work as a real one: it stands in where there is no user. */
const nobody: PhcArgon2id = { ...cost, salt: new Uint8Array(saltBytes), tag: new Uint8Array(tagBytes) };

/**
 * Login passwords by OpenSSL's argon2id. A password is normalised (NFKC, NIST SP 800-63B 5.1.1.2), so that full-width
 * letters of an input method match. Hashes made at other costs are verified at theirs.
 */
export function argon2Passwords(): Passwords {
  const inTurn = turns(atATime);
  const tagOf = (password: string, parameters: PhcArgon2id) => inTurn(() => calculate(password, parameters));
  return {
    async hash(password) {
      const salted = { ...nobody, salt: randomBytes(saltBytes) };
      return formatPhc({ ...salted, tag: await tagOf(password, salted) });
    },
    async verify({ password, hash }) {
      const stored = hash === null ? nobody : storedFrom(hash);
      const same = timingSafeEqual(await tagOf(password, stored), stored.tag);
      return same && hash !== null;
    },
    isOutdated(hash) {
      const { memory, passes, lanes, salt, tag } = storedFrom(hash);
      const sameCost = memory === cost.memory && passes === cost.passes && lanes === cost.lanes;
      return !sameCost || salt.length !== saltBytes || tag.length !== tagBytes;
    },
  };
}

function storedFrom(hash: string): PhcArgon2id {
  const stored = parsePhc(hash);
  if (stored === null) throw new Error('the register holds a password hash that is not argon2id as we write it');
  return stored;
}

const argon2id = promisify(argon2).bind(null, 'argon2id');

function calculate(password: string, { memory, passes, lanes, salt, tag }: PhcArgon2id): Promise<Uint8Array> {
  const message = password.normalize('NFKC');
  return argon2id({ message, nonce: salt, memory, passes, parallelism: lanes, tagLength: tag.length });
}
