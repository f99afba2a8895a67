import { mkdirSync, mkdtempSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodePem } from '@koshin/pki/pem/pem.ts';
import { parseCertificate } from '@koshin/pki/x509/certificate.ts';
import { issueAcquisitionCode } from '@koshin/service/use-cases/acquisition/issue-acquisition-code.ts';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { customerKey } from '../../../tests/testkit/bank/customer-key.ts';
import { type TestBank, type TestCustomer, testBank } from '../../../tests/testkit/bank/test-bank.ts';
import { subjectOf, type TestEst, testEst } from '../../../tests/testkit/bank/test-est.ts';
import { type TestMeans, testMeans } from '../../../tests/testkit/bank/test-means.ts';
import { EstClient, type Verdict } from './est-client.ts';
import { IdentityFolder } from './identity-folder.ts';
import { type Renewal, renewIdentity } from './renew-identity.ts';

let means: TestMeans;
let bank: TestBank;
let est: TestEst;
let client: EstClient;
beforeAll(async () => {
  means = await testMeans();
  bank = await testBank(means);
  est = await testEst(means);
  client = clientOf({});
});
afterAll(async () => {
  await est.stop();
  await means.close();
});

function clientOf({ port = est.port, ca = est.serverCa }: { port?: number; ca?: string | null }): EstClient {
  return new EstClient({ url: `https://localhost:${port}/.well-known/est/mihon/`, ca, language: 'ja' });
}

function emptyFolder(): IdentityFolder {
  const path = mkdtempSync(join(tmpdir(), 'koshin-machine-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return new IdentityFolder(path);
}

/** A machine with a certificate, in a folder of its own. */
async function machine(daysLeft = 12) {
  const holder = await bank.customer({ machine: true, daysLeft });
  const folder = emptyFolder();
  const first = join(folder.path, '1');
  mkdirSync(first);
  writeFileSync(join(first, 'key.pem'), holder.key.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  writeFileSync(join(first, 'certificate.pem'), encodePem('CERTIFICATE', holder.certificate.der));
  symlinkSync('1', join(folder.path, 'current'));
  return { holder, folder };
}

const run = (folder: IdentityFolder, differing: Partial<Renewal> = {}) =>
  renewIdentity({ folder, est: client, now: means.clock.now(), days: 30, first: null, ...differing });

const held = ({ user }: Pick<TestCustomer, 'user'>) => means.register.read((tx) => tx.certificates.ofUser(user.id));
const statesOf = async (holder: TestCustomer) => (await held(holder)).map(({ state }) => state);
const currentIn = (folder: IdentityFolder) => readlinkSync(join(folder.path, 'current'));

/** The bank's EST, of which an answer is lost on its way here. */
function losing(operation: 'enroll' | 'prove'): Renewal['est'] {
  const lost = { answer: 'later', why: 'cut off' } as const;
  return {
    enroll: async (...asked) => {
      const issued = await client.enroll(...asked);
      return operation === 'enroll' ? lost : issued;
    },
    prove: async (...asked) => {
      const verdict = await client.prove(...asked);
      return operation === 'prove' ? lost : verdict;
    },
  };
}

/** An EST that may not be asked for this. */
const mayNot = (what: string) => () => Promise.reject(new Error(`asked to ${what}`));

describe('a machine that renews itself', () => {
  it('has a new key and a certificate that the bank accepts, and the old pair beside them', async () => {
    const { holder, folder } = await machine();
    expect(await run(folder)).toMatchObject({ outcome: 'renewed', notAfter: expect.stringMatching(/^2027-12-22T/) });
    const [successor, predecessor] = await held(holder);
    expect([successor?.state, predecessor?.successorId]).toEqual(['active', successor?.id]);
    expect(Buffer.from(folder.current()?.certificate.der ?? []).equals(Buffer.from(successor?.der ?? []))).toBe(true);
    expect(currentIn(folder)).toBe('2');
    expect(await run(folder, { est: { enroll: mayNot('enroll'), prove: mayNot('prove') } })).toMatchObject({
      outcome: 'not-due',
    });
  });

  it('does nothing before it is time', async () => {
    const { holder, folder } = await machine();
    const silent = { enroll: mayNot('enroll'), prove: mayNot('prove') };
    expect(await run(folder, { days: 11, est: silent })).toMatchObject({ outcome: 'not-due' });
    expect(folder.next()).toBeNull();
    expect(await run(folder, { days: 13 })).toMatchObject({ outcome: 'renewed' });
    expect(await statesOf(holder)).toEqual(['active', 'active']);
  });

  it('waits where the bank’s time for renewals begins later', async () => {
    const { holder, folder } = await machine(200);
    expect(await run(folder, { days: 365 })).toEqual({ outcome: 'too-early' });
    expect([currentIn(folder), await statesOf(holder)]).toEqual(['1', ['active']]);
  });

  it('gets the same certificate for the same key when the answer was lost', async () => {
    const { holder, folder } = await machine();
    expect(await run(folder, { est: losing('enroll') })).toEqual({ outcome: 'later', why: 'cut off' });
    expect([currentIn(folder), await statesOf(holder)]).toEqual(['1', ['issued', 'active']]);
    expect(await run(folder)).toMatchObject({ outcome: 'renewed' });
    expect(await statesOf(holder)).toEqual(['active', 'active']);
  });

  it('goes on at the proof when that was lost, also when the old certificate has retired by then', async () => {
    const { holder, folder } = await machine();
    expect(await run(folder, { est: losing('prove') })).toEqual({ outcome: 'later', why: 'cut off' });
    expect([currentIn(folder), await statesOf(holder)]).toEqual(['1', ['active', 'active']]);
    means.clock.forward({ days: 4 });
    const onlyProof = { enroll: mayNot('enroll'), prove: client.prove.bind(client) };
    expect(await run(folder, { est: onlyProof })).toMatchObject({ outcome: 'renewed' });
    expect((await client.prove(folder.current() ?? expect.fail('no pair'))).answer).toBe('accepted');
    means.clock.forward({ days: -4 });
  });

  it('comes back later while the bank cannot sign, and then has one certificate (RFC 7030 4.2.3)', async () => {
    const { holder, folder } = await machine();
    means.signer.fail('before');
    expect(await run(folder)).toEqual({ outcome: 'later', why: 'HTTP 202' });
    expect(await run(folder)).toMatchObject({ outcome: 'renewed' });
    expect(await statesOf(holder)).toEqual(['active', 'active']);
  });

  it('keeps its pair where the bank cannot be reached, or is another', async () => {
    const { holder, folder } = await machine();
    expect(await run(folder, { est: clientOf({ port: 1 }) })).toMatchObject({ outcome: 'later' });
    const untrusted = await run(folder, { est: clientOf({ ca: null }) });
    expect(untrusted).toEqual({ outcome: 'later', why: expect.stringContaining('certificate') });
    expect([currentIn(folder), await statesOf(holder)]).toEqual(['1', ['active']]);
  });

  it('does not use a certificate in whose place another one was used, and keeps what is current', async () => {
    const { holder, folder } = await machine();
    await run(folder, { est: losing('enroll') });
    await run(folder, {
      est: { enroll: client.enroll.bind(client), prove: async () => ({ answer: 'later', why: '' }) },
    });
    const sibling = customerKey();
    const csr = sibling.request(subjectOf(holder.certificate));
    const issued = await client.enroll({ identity: folder.current() ?? expect.fail('no pair') }, csr);
    if (issued.answer !== 'issued') return expect.fail(issued.answer);
    await client.prove({ key: sibling.privateKey, certificate: issued.certificate });
    expect(await run(folder)).toMatchObject({ outcome: 'refused', code: 'certificate-replaced' });
    expect([currentIn(folder), folder.next()]).toEqual(['1', null]);
    // What is to be done is no machine's to know: the renewal is somebody else's.
    expect(await run(folder)).toMatchObject({ outcome: 'refused', code: 'renewal-already-proven' });
  });

  it('makes another key where its key was used for another certificate', async () => {
    const { folder } = await machine();
    const key = folder.nextKey(() => folder.current()?.key ?? expect.fail('no pair'));
    expect(await run(folder)).toMatchObject({ outcome: 'refused', code: 'key-already-used' });
    expect(await run(folder)).toMatchObject({ outcome: 'renewed' });
    expect(folder.current()?.key.equals(key)).toBe(false);
  });

  it('tells the words of the bank where a person has to look', async () => {
    const { folder } = await machine(-1);
    expect(await run(folder)).toEqual({
      outcome: 'refused',
      code: 'certificate-expired',
      title: expect.stringContaining('有効期限'),
      refNo: expect.stringMatching(/^\d{4}-\d{4}$/),
    });
  });

  it('gets its first certificate for a code, and the same again after a lost answer', async () => {
    const { user } = await bank.newcomer({ machine: true });
    const { code } = await issueAcquisitionCode(means, { bankId: 'mihon', loginId: user.loginId });
    const first = { loginId: user.loginId, code };
    const folder = emptyFolder();
    expect(await run(folder)).toEqual({ outcome: 'no-certificate' });
    expect(await run(folder, { first: { ...first, code: '0000-0000-0000-0000' } })).toMatchObject({
      outcome: 'refused',
      code: 'acquisition-mismatch',
    });
    expect(await run(folder, { first, est: losing('enroll') })).toMatchObject({ outcome: 'later' });
    expect(await run(folder, { first })).toMatchObject({ outcome: 'renewed' });
    const certificates = await means.register.read((tx) => tx.certificates.ofUser(user.id));
    expect(certificates.map(({ state }) => state)).toEqual(['active']);
    expect(folder.current()?.certificate.serialNumber).toBe(certificates[0]?.serial.toLowerCase());
  });

  it('uses nothing that is of another key, and nothing that nobody has accepted', async () => {
    const { holder, folder } = await machine();
    const foreign = { answer: 'issued', certificate: parseCertificate(holder.certificate.der) } as const;
    const wrong = { enroll: async () => foreign, prove: mayNot('prove') };
    expect(await run(folder, { est: wrong })).toEqual({ outcome: 'other-key' });
    const verdicts: Verdict[] = [
      { answer: 'later', why: 'HTTP 200 without koshin-certificate' },
      { answer: 'rejected', code: 'certificate-not-yet-valid' },
    ];
    for (const verdict of verdicts) {
      await run(folder, { est: { enroll: client.enroll.bind(client), prove: async () => verdict } });
      expect(currentIn(folder)).toBe('1');
      // Neither is its end: the pair waits.
      expect(folder.next()).not.toBeNull();
    }
    expect(await run(folder)).toMatchObject({ outcome: 'renewed' });
  });
});

describe('a renewal that is cut off', () => {
  const steps = ['nextKey', 'enroll', 'certifyNext', 'prove', 'advance'] as const;

  /** The same, but at this step the process ends. */
  function dying<Target extends object>(target: Target, step: string, when: 'before' | 'after'): Target {
    const die = () => {
      throw new Error('killed');
    };
    const act = (method: unknown, args: unknown[]): unknown => {
      if (when === 'before') return die();
      const done: unknown = typeof method === 'function' ? Reflect.apply(method, target, args) : undefined;
      return done instanceof Promise ? done.then(die) : die();
    };
    return new Proxy(target, {
      get(_, name) {
        const method: unknown = Reflect.get(target, name, target);
        if (name === step) return (...args: unknown[]) => act(method, args);
        return typeof method === 'function' ? method.bind(target) : method;
      },
    });
  }

  it.each(steps.flatMap((step) => (['before', 'after'] as const).map((when) => [when, step] as const)))(
    '%s %s leaves a pair that the bank accepts, and has one certificate after the next run',
    async (when, step) => {
      const { holder, folder } = await machine();
      const cutOff = run(dying(folder, step, when), { est: dying(client, step, when) });
      await expect(cutOff).rejects.toThrow('killed');
      const accepted = () => client.prove(folder.current() ?? expect.fail('no pair'));
      expect(await accepted()).toEqual({ answer: 'accepted' });
      await run(folder);
      expect(await statesOf(holder)).toEqual(['active', 'active']);
      expect([currentIn(folder), await accepted()]).toEqual(['2', { answer: 'accepted' }]);
    },
  );
});
