import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const peers = {
  'step-ca': { module: 'github.com/smallstep/certificates/cmd/step-ca', version: 'v0.28.4' },
  cfssl: { module: 'github.com/cloudflare/cfssl/cmd/cfssl', version: 'v1.6.5' },
} as const;

/** Path of the peer's program, built by Go into the user's cache the first time. Needs `go`. */
export function builtPeer(name: keyof typeof peers): string {
  const { module, version } = peers[name];
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  const folder = join(cache, 'koshin', 'bench-peers', `${name}-${version}`);
  const program = join(folder, name);
  if (existsSync(program)) return program;
  console.log(`builds ${name} ${version} into ${folder}`);
  // Without C: PKCS#11, YubiKeys and SQLite are left out, none of which is measured.
  const env = { ...process.env, GOBIN: folder, CGO_ENABLED: '0' };
  const { error, status } = spawnSync('go', ['install', `${module}@${version}`], { env, stdio: 'inherit' });
  if (error || status !== 0) throw new Error(`${name} ${version} was not built (is Go there?)`, { cause: error });
  return program;
}
