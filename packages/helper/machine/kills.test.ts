import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { encodePem } from '@koshin/pki/pem/pem.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type EstWorld, estWorld } from '../../../tests/conformance/est/testkit/est-world.ts';
import { EstClient } from './est-client.ts';
import { IdentityFolder } from './identity-folder.ts';

let world: EstWorld;
beforeAll(async () => {
  world = await estWorld();
});
afterAll(() => world.close());

const program = join(import.meta.dirname, '../command/koshin-helper.ts');

function renew(path: string): ChildProcess {
  const args = ['renew', '--url', world.url, '--ca', world.path('server-ca.pem'), '--folder', path];
  return spawn(process.execPath, [program, ...args], { stdio: 'ignore' });
}

async function machine(name: string) {
  const { key, certificate, user } = await world.bank.customer({ machine: true });
  const path = join(world.folder, name);
  mkdirSync(join(path, '1'), { recursive: true });
  writeFileSync(join(path, '1', 'key.pem'), key.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  writeFileSync(join(path, '1', 'certificate.pem'), encodePem('CERTIFICATE', certificate.der));
  symlinkSync('1', join(path, 'current'));
  return { user, path, folder: new IdentityFolder(path) };
}

/**
 * What a renewal leaves behind it in the folder, in its order: each is a moment to be killed at. A process that was quicker
 * is killed later, which must do no harm either.
 */
const traces = ['nothing', '2', '2/key.pem', '2/certificate.pem', '.current'] as const;

it.each(traces)(
  'killed when %s is there, a renewal leaves a pair that is accepted, and the next run ends it',
  async (trace) => {
    const { user, path, folder } = await machine(`killed-${traces.indexOf(trace)}`);
    const killed = renew(path);
    const ended = once(killed, 'exit');
    let over = false;
    void ended.then(() => {
      over = true;
    });
    const isThere = () => trace === 'nothing' || existsSync(join(path, trace));
    while (!isThere() && !over) await setTimeout(1);
    killed.kill('SIGKILL');
    await ended;

    const client = new EstClient({ url: world.url, ca: world.est.serverCa, language: 'en' });
    const accepted = () => client.prove(folder.current() ?? expect.fail('no pair'));
    expect(await accepted()).toEqual({ answer: 'accepted' });
    expect(await once(renew(path), 'exit')).toEqual([0, null]);
    expect(await accepted()).toEqual({ answer: 'accepted' });
    const certificates = await world.means.register.read((tx) => tx.certificates.ofUser(user.id));
    expect(certificates.map(({ state }) => state)).toEqual(['active', 'active']);
    expect(readdirSync(path).sort()).toEqual(['1', '2', 'current']);
  },
);
