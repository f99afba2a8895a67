import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { KeyNameTaken, type Signer } from '@koshin/service/ports/signer.ts';

/**
 * CA keys in memory. It keeps the port's contract, and can fail before it signed as well as after: then the signature
 * was made, and nobody got it.
 */
export interface MemorySigner extends Signer {
  /** The next calls fail, in this order. */
  fail(...when: readonly ('before' | 'after')[]): void;
  readonly signatures: () => number;
}

export function memorySigner(): MemorySigner {
  const keys = new Map<string, KeyObject>();
  let failures: ('before' | 'after')[] = [];
  let made = 0;
  const keyOf = (name: string): KeyObject => {
    const key = keys.get(name);
    if (!key) throw refused('signer-unavailable', {}, { expected: `a key named ${name}`, got: 'none' });
    return key;
  };
  return {
    async sign({ keyName, tbs }) {
      const failure = failures.shift();
      if (failure === 'before') throw refused('signer-unavailable');
      const signature = sign('sha256', tbs.bytes, keyOf(keyName));
      made += 1;
      if (failure === 'after') throw refused('signer-unavailable');
      return new Uint8Array(signature);
    },
    async algorithmOf(keyName) {
      return keyOf(keyName).asymmetricKeyType === 'ec' ? 'ecdsa-with-SHA256' : 'sha256WithRSAEncryption';
    },
    async publicKeyOf(keyName) {
      return new Uint8Array(createPublicKey(keyOf(keyName)).export({ type: 'spki', format: 'der' }));
    },
    async makeKey({ keyName }) {
      if (keys.has(keyName)) throw new KeyNameTaken(keyName);
      keys.set(keyName, generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
    },
    async importKey({ keyName, pkcs8 }) {
      if (keys.has(keyName)) throw new KeyNameTaken(keyName);
      keys.set(keyName, createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' }));
    },
    async destroyKey(keyName) {
      return keys.delete(keyName);
    },
    async ready() {},
    fail: (...when) => {
      failures = [...when];
    },
    signatures: () => made,
  };
}
