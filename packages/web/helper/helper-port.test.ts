import { execFileSync } from 'node:child_process';
import { createPrivateKey, type KeyObject, sign, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PageRequest } from '@koshin/wire/helper/page-messages.ts';
import { installedProofBytes } from '@koshin/wire/helper/proof-bytes.ts';
import { helperRefusalCodes } from '@koshin/wire/helper/values.ts';
import fc from 'fast-check';
import { Check } from 'typebox/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Carried } from './carrier.ts';
import { type HelperPort, helperPort } from './helper-port.ts';

const renewal = '0'.repeat(32);
const keyDigest = 'a'.repeat(64);
const place = { kind: 'pc' } as const;
const consentSeconds = 60;
const nonce = new Uint8Array(32).fill(7);

interface Sent {
  readonly request: PageRequest;
  readonly milliseconds: number;
}

function portTo(answer: (request: PageRequest) => Carried | Promise<Carried>): { port: HelperPort; sent: Sent[] } {
  const sent: Sent[] = [];
  const carry = async (request: PageRequest, milliseconds: number) => {
    sent.push({ request, milliseconds });
    return answer(request);
  };
  return { port: helperPort({ carry, language: () => 'en', newNonce: () => nonce.slice() }), sent };
}

const answered = (answer: unknown): Carried => ({ came: 'answer', answer });

/** Every call once, with the answer that belongs to it. */
const calls: readonly (readonly [name: keyof HelperPort, call: (port: HelperPort) => Promise<{ answer: string }>])[] = [
  ['status', (port) => port.status({ minimumVersion: '1.2.0' })],
  ['introduce', (port) => port.introduce()],
  ['findKeys', (port) => port.findKeys({ renewal })],
  [
    'makeKey',
    (port) => port.makeKey({ renewal, place, kind: 'P-256', consents: 'each', consentSeconds, deviceChallenge: null }),
  ],
  ['sendRequest', (port) => port.sendRequest({ renewal, place, keyDigest, consentSeconds })],
  ['install', (port) => port.install({ renewal, place, keyDigest, certificate: 'MAA=', consentSeconds })],
  [
    'removeOld',
    (port) =>
      port.removeOld({ place, fingerprint: keyDigest, proven: 'b'.repeat(64), oldSerialTail: 'D83C', consentSeconds }),
  ],
];

describe.each(calls)('%s', (_name, call) => {
  it('sends a request of the contract, in the language of the page', async () => {
    const { port, sent } = portTo(() => ({ came: 'silence' }));
    await call(port);
    expect(sent).toHaveLength(1);
    expect(sent.filter(({ request }) => !Check(PageRequest, request))).toEqual([]);
    expect(sent[0]?.request.language).toBe('en');
  });

  it('is refused as missing without an extension, and as not responding without an answer', async () => {
    expect(await call(portTo(() => ({ came: 'no-extension' })).port)).toMatchObject({
      code: 'helper-extension-missing',
    });
    expect(await call(portTo(() => ({ came: 'silence' })).port)).toMatchObject({ code: 'helper-not-responding' });
  });

  it.each(helperRefusalCodes)('hands on the refusal %s with its facts', async (code) => {
    const said = { answer: 'refused', code, facts: { tries: 2 } };
    expect(await call(portTo(() => answered(said)).port)).toEqual(said);
  });

  it('refuses whatever is no answer of the contract, and never throws', async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything(), async (answer) => {
        expect(await call(portTo(() => answered(answer)).port)).toMatchObject({ code: 'unexpected' });
      }),
      { numRuns: 100 },
    );
  });

  it('waits longer than the extension gives a person', async () => {
    const { port, sent } = portTo(() => ({ came: 'silence' }));
    await call(port);
    for (const { request, milliseconds } of sent) {
      const asks = 'consentSeconds' in request ? 2 * request.consentSeconds : request.act === 'introduce' ? 120 : 15;
      expect(milliseconds).toBeGreaterThan(asks * 1000);
    }
  });
});

it('takes no answer that belongs to another question', async () => {
  const { port } = portTo(() => answered({ answer: 'introduced' }));
  for (const [name, call] of calls) {
    expect((await call(port)).answer).toBe(name === 'introduce' ? 'introduced' : 'refused');
  }
});

describe('an installed certificate', () => {
  const folder = mkdtempSync(join(tmpdir(), 'koshin-helper-port-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Made by OpenSSL. */
  function certified(name: string, ...kind: string[]): { certificate: string; key: KeyObject } {
    const [key, certificate] = [join(folder, `${name}.key`), join(folder, `${name}.crt`)];
    const rest = ['-nodes', '-keyout', key, '-out', certificate, '-subj', '/CN=Sample', '-days', '30'];
    execFileSync('openssl', ['req', '-x509', ...kind, ...rest], { stdio: 'pipe' });
    return {
      certificate: new X509Certificate(readFileSync(certificate)).raw.toString('base64'),
      key: createPrivateKey(readFileSync(key)),
    };
  }

  const ec = (curve: string) => ['-newkey', 'ec', '-pkeyopt', `ec_paramgen_curve:${curve}`];
  const kinds = { 'P-256': ec('P-256'), 'P-384': ec('P-384'), 'RSA-2048': ['-newkey', 'rsa:2048'] };
  type KindName = keyof typeof kinds;
  const names: readonly KindName[] = ['P-256', 'P-384', 'RSA-2048'];
  const made = new Map<KindName, { certificate: string; key: KeyObject }>();
  beforeAll(() => {
    for (const name of names) made.set(name, certified(name, ...kinds[name]));
  });
  const of = (name: KindName) => {
    const found = made.get(name);
    if (found === undefined) throw new Error(`no ${name}`);
    return found;
  };

  async function install(name: KindName, signature: (request: PageRequest, key: KeyObject) => string) {
    const { certificate, key } = of(name);
    const { port } = portTo((request) =>
      answered({ answer: 'installed', fingerprint: keyDigest, signature: signature(request, key) }),
    );
    return port.install({ renewal, place, keyDigest, certificate, consentSeconds });
  }
  const nonceOf = (request: PageRequest) =>
    new Uint8Array(Buffer.from(request.act === 'install' ? request.nonce : '', 'base64'));
  const notFound = { answer: 'refused', code: 'install-not-found', facts: {} };

  it.each(names)('is believed when its %s key has signed the nonce of this call', async (name) => {
    const said = await install(name, (request, key) =>
      sign('sha256', installedProofBytes(nonceOf(request)), key).toString('base64'),
    );
    expect(said).toMatchObject({ answer: 'installed', fingerprint: keyDigest });
  });

  it.each(names)('is not believed when its %s key signed another nonce', async (name) => {
    const other = installedProofBytes(new Uint8Array(32).fill(8));
    expect(await install(name, (_request, key) => sign('sha256', other, key).toString('base64'))).toEqual(notFound);
  });

  it('is not believed when the nonce was signed without the words in front', async () => {
    const bare = (request: PageRequest, key: KeyObject) => sign('sha256', nonceOf(request), key).toString('base64');
    expect(await install('P-256', bare)).toEqual(notFound);
  });

  it('is not believed when another key signed', async () => {
    const by = (request: PageRequest) =>
      sign('sha256', installedProofBytes(nonceOf(request)), of('P-384').key).toString('base64');
    expect(await install('P-256', by)).toEqual(notFound);
    expect(await install('RSA-2048', by)).toEqual(notFound);
  });

  it('is not believed for a signature in any other form', async () => {
    const raw = (request: PageRequest, key: KeyObject) =>
      sign('sha256', installedProofBytes(nonceOf(request)), { key, dsaEncoding: 'ieee-p1363' }).toString('base64');
    expect(await install('P-256', raw)).toEqual(notFound);
    for (const signature of ['A', 'AAAA', 'AAAAA', 'MAA=']) {
      expect(await install('P-256', () => signature)).toEqual(notFound);
    }
  });

  it('is not believed where there was no certificate to install', async () => {
    const { port } = portTo(() => answered({ answer: 'installed', fingerprint: keyDigest, signature: 'MAA=' }));
    expect(await port.install({ renewal, place, keyDigest, certificate: 'MAA=', consentSeconds })).toEqual(notFound);
  });
});
