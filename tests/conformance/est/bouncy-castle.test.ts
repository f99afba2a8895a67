import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { oids } from '@koshin/pki/der/oids.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EstWorld, estWorld } from './testkit/est-world.ts';

/** Where Debian's libbcpkix-java and what it needs lie. */
const jars = ['bcprov', 'bcutil', 'bcpkix'].map((name) => `/usr/share/java/${name}.jar`);
const source = join(import.meta.dirname, 'bouncy-castle', 'Est.java');

let world: EstWorld;
beforeAll(async () => {
  world = await estWorld();
  await world.run('javac', '-cp', jars.join(':'), '-d', world.folder, source);
});
afterAll(() => world.close());

/** The lines that the client prints. */
async function est(...args: readonly string[]): Promise<readonly string[]> {
  const path = [world.folder, ...jars].join(':');
  const printed = await world.run('java', '-cp', path, 'Est', `${world.est.port}`, 'mihon', ...args);
  return printed.toString('utf8').trim().split('\n');
}

const held = (id: string) => world.means.register.read((tx) => tx.certificates.ofUser(id));
const base64 = (der: Uint8Array | undefined) => Buffer.from(der ?? []).toString('base64');

describe('Bouncy Castle’s EST client', () => {
  it('gets the CA certificates: the issuing CA and its root (RFC 7030 4.1.3)', async () => {
    const got = (await est('cacerts')).map((line) => new X509Certificate(Buffer.from(line, 'base64')));
    const expected = ['issuer.pem', 'root.pem'].map((name) => new X509Certificate(world.read(name)));
    expect(got.map(({ fingerprint256 }) => fingerprint256).sort()).toEqual(
      expected.map(({ fingerprint256 }) => fingerprint256).sort(),
    );
  });

  it('reads the attributes of a request: a kind of key with its value, and a signature algorithm', async () => {
    expect((await est('csrattrs')).toSorted()).toEqual([
      `attribute ${oids.ecPublicKey}`,
      `identifier ${oids.ecdsaWithSha256}`,
    ]);
  });

  it('gets a first certificate for its code, once it is asked who it is (RFC 7617, 401 with a challenge)', async () => {
    const { userpass, userId } = await world.newcomer();
    const issued = await est('enroll', ...userpass.split(':'));
    const [certificate, ...others] = await held(userId);
    expect(others).toEqual([]);
    expect(issued).toEqual([base64(certificate?.der)]);
  });

  it('is told why not, by the status and the problem', async () => {
    const { userpass, userId } = await world.newcomer();
    const [user = '', code] = userpass.split(':');
    const [status, ...problem] = await est('enroll', user, `${code}x`);
    expect(status).toBe('refused 401');
    expect(JSON.parse(problem.join('\n'))).toMatchObject({ code: 'acquisition-mismatch' });
    expect(await held(userId)).toEqual([]);
  });

  it('renews its certificate by presenting it, and the old one stays until the new one is proven', async () => {
    const machine = await world.machine('bc-old');
    const issued = await est('reenroll', 'bc-old');
    const [successor, predecessor] = await held(machine.user.id);
    expect(issued).toEqual([base64(successor?.der)]);
    expect([successor?.state, predecessor?.state]).toEqual(['issued', 'active']);
  });
});
