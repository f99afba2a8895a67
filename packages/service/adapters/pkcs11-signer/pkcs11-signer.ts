import { randomBytes } from 'node:crypto';
import { mechanism } from '@koshin/cryptoki/constants.ts';
import type { Cryptoki, Handle } from '@koshin/cryptoki/cryptoki.ts';
import { CryptokiError } from '@koshin/cryptoki/cryptoki-error.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { requireKeyName, type Signer } from '../../ports/signer.ts';
import { describeKey, findPrivateKey, type KnownKey, mustBeLoggedIn } from './keys/find-key.ts';
import { destroyPair, generateKey, putKey } from './keys/make-key.ts';
import { pairAttributesOf } from './keys/pair-attributes.ts';
import { planSignature } from './keys/signature-mechanism.ts';
import type { Connection } from './token/connection.ts';
import { Token, type TokenPlace } from './token/token.ts';
import { Unavailable } from './token/unavailable.ts';

/** What was found through one connection, and is worth nothing in the next. */
interface Found {
  readonly keys: Map<string, Promise<Handle>>;
  rawRsa: Promise<boolean> | null;
}

/**
 * CA keys in a token of PKCS#11 v2.40, such as a hardware security module. A key's name is its CKA_LABEL. Nothing of the
 * token is touched before the first call, and Koshin runs without it: then its calls end with `signer-unavailable`, and
 * algorithm and public key of a key that was used before are still known.
 */
export function pkcs11Signer(place: TokenPlace): Signer {
  const token = new Token(place);
  const known = new Map<string, Promise<KnownKey>>();
  const found = new WeakMap<Connection, Found>();
  let making: Promise<unknown> = Promise.resolve();

  const foundBy = (connection: Connection): Found => {
    const before = found.get(connection);
    if (before) return before;
    const nothing: Found = { keys: new Map(), rawRsa: null };
    found.set(connection, nothing);
    return nothing;
  };

  const privateKeyOf = (connection: Connection, keyName: string): Promise<Handle> =>
    remembered(foundBy(connection).keys, keyName, () =>
      connection.withSession((session) => findPrivateKey(connection.cryptoki, session, keyName)),
    );

  const knownKey = (keyName: string): Promise<KnownKey> =>
    remembered(known, keyName, () =>
      reaching(keyName, async (connection) => {
        const privateKey = await privateKeyOf(connection, keyName);
        return connection.withSession((session) => describeKey(connection.cryptoki, session, { keyName, privateKey }));
      }),
    );

  const hasRawRsa = (connection: Connection): Promise<boolean> => {
    const here = foundBy(connection);
    here.rawRsa ??= connection.cryptoki.signsBy(connection.slot, mechanism.rsaPkcs);
    return here.rawRsa;
  };

  const reaching = async <T>(keyName: string | null, work: (connection: Connection) => Promise<T>): Promise<T> => {
    try {
      return await token.use(work);
    } catch (error) {
      if (error instanceof Unavailable) throw unavailable(keyName, error.reason);
      throw error instanceof CryptokiError ? unavailable(keyName, error.message) : error;
    }
  };

  /** One after the other, so that of several who ask for one name the first has it. */
  const inTurn = (keyName: string, make: (cryptoki: Cryptoki, session: Handle) => Promise<void>): Promise<void> => {
    requireKeyName(keyName);
    const turn = making.then(() =>
      reaching(keyName, (connection) => connection.withWritingSession((session) => make(connection.cryptoki, session))),
    );
    making = turn.catch(() => {});
    return turn;
  };

  return {
    async sign({ keyName, tbs }) {
      const { algorithm } = await knownKey(keyName);
      if (tbs.signatureAlgorithm !== algorithm) {
        throw new RangeError(`the key ${keyName} signs by ${algorithm}, the bytes name ${tbs.signatureAlgorithm}`);
      }
      return reaching(keyName, async (connection) => {
        const key = await privateKeyOf(connection, keyName);
        const plan = planSignature(algorithm, tbs.bytes, { rawRsa: await hasRawRsa(connection) });
        const { mechanism, data } = plan;
        const answer = await connection.withSession((session) =>
          connection.cryptoki.sign(session, { mechanism, key, data }),
        );
        return plan.toX509(answer);
      });
    },
    async algorithmOf(keyName) {
      return (await knownKey(keyName)).algorithm;
    },
    async publicKeyOf(keyName) {
      return new Uint8Array((await knownKey(keyName)).publicKey);
    },
    async makeKey({ keyName, kind }) {
      const id = randomBytes(20);
      await inTurn(keyName, (cryptoki, session) => generateKey(cryptoki, session, { keyName, kind, id }));
    },
    async importKey({ keyName, pkcs8 }) {
      requireKeyName(keyName);
      const [id, pair] = [randomBytes(20), pairAttributesOf(pkcs8)];
      await inTurn(keyName, (cryptoki, session) => putKey(cryptoki, session, { keyName, pair, id }));
    },
    async destroyKey(keyName) {
      let destroyed = false;
      await inTurn(keyName, async (cryptoki, session) => {
        destroyed = await destroyPair(cryptoki, session, keyName);
      });
      known.delete(keyName);
      await reaching(keyName, async (connection) => void foundBy(connection).keys.delete(keyName));
      return destroyed;
    },
    async ready() {
      // Whether the login holds is asked of the session: a token that was taken out may still answer other questions.
      await reaching(null, (connection) =>
        connection.withSession(async (session) => {
          await connection.cryptoki.tokenInfo(connection.slot);
          await mustBeLoggedIn(connection.cryptoki, session);
        }),
      );
    },
  };
}

function unavailable(keyName: string | null, reason: string) {
  return refused('signer-unavailable', { signer: 'pkcs11', keyName, reason });
}

/** What failed is not kept, so that the next call tries anew. */
function remembered<T>(values: Map<string, Promise<T>>, name: string, find: () => Promise<T>): Promise<T> {
  const before = values.get(name);
  if (before) return before;
  const finding = find();
  values.set(name, finding);
  finding.catch(() => values.delete(name));
  return finding;
}
