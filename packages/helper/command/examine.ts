import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HostStatus } from '@koshin/wire/helper/status.ts';
import { hostName } from '@koshin/wire/helper/values.ts';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { browserFolders, type Scope } from '../installation/browser-folders.ts';
import type { RegisteredManifest } from '../installation/windows-registry.ts';

/** One thing that `doctor` looked at. `trouble`: the helper cannot work by it; `caution`: it works, but know this. */
export interface Finding {
  readonly state: 'fine' | 'caution' | 'trouble';
  /** Which of `doctor-words.ts` says it. */
  readonly what:
    | 'node'
    | 'node-too-old'
    | 'browser-ready'
    | 'launcher-missing'
    | 'no-browser'
    | 'store-writable'
    | 'store-not-writable'
    | 'store-missing'
    | 'store-keeps-no-secret'
    | 'store-untried'
    | 'module-found'
    | 'module-missing'
    | 'token'
    | 'token-locked'
    | 'no-token';
  readonly facts: Readonly<Record<string, string>>;
}

const Manifest = Type.Object({ path: Type.String() });

/** What is there of the helper on this PC, and what is missing; nothing is changed. */
export function examine({
  nodeVersion,
  scopes,
  registered = [],
  status,
}: {
  /** As `process.version` says it. */
  readonly nodeVersion: string;
  readonly scopes: readonly Scope[];
  /** What browsers are told elsewhere than in folders: in the registry of Windows. */
  readonly registered?: readonly RegisteredManifest[];
  readonly status: Pick<HostStatus, 'pc' | 'tokens'>;
}): readonly Finding[] {
  return [node(nodeVersion), ...browsers(scopes, registered), ...store(status.pc), ...tokens(status.tokens)];
}

function node(version: string): Finding {
  const major = Number(/^v(\d+)\./.exec(version)?.[1] ?? 0);
  return major >= 24
    ? { state: 'fine', what: 'node', facts: { version } }
    : { state: 'trouble', what: 'node-too-old', facts: { version } };
}

function browsers(scopes: readonly Scope[], registered: readonly RegisteredManifest[]): readonly Finding[] {
  const inFolders = scopes
    .flatMap((scope) => browserFolders(scope))
    .map(({ browser, folder }) => ({ browser, path: join(folder, `${hostName}.json`) }))
    .filter(({ path }) => existsSync(path));
  const found = [...inFolders, ...registered].map(({ browser, path }): Finding => {
    const launcher = launcherOf(path);
    return isExecutable(launcher)
      ? { state: 'fine', what: 'browser-ready', facts: { browser, path } }
      : { state: 'trouble', what: 'launcher-missing', facts: { browser, path, launcher } };
  });
  return found.length > 0 ? found : [{ state: 'trouble', what: 'no-browser', facts: {} }];
}

/** What the manifest names; empty where it is none. */
function launcherOf(path: string): string {
  try {
    const manifest: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return Value.Check(Manifest, manifest) ? manifest.path : '';
  } catch {
    return '';
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const systems = { windows: 'Windows', macos: 'macOS' } as const;

function store(pc: HostStatus['pc']): readonly Finding[] {
  if (pc === null) return [{ state: 'trouble', what: 'store-missing', facts: {} }];
  const writable: Finding = pc.writable
    ? { state: 'fine', what: 'store-writable', facts: {} }
    : { state: 'trouble', what: 'store-not-writable', facts: {} };
  const cautions: Finding[] = [];
  if (pc.kind !== 'nss')
    cautions.push({ state: 'caution', what: 'store-untried', facts: { system: systems[pc.kind] } });
  // Said of what protects a key, without scaring: docs/trust.md.
  if (pc.protection === 'marked') cautions.push({ state: 'caution', what: 'store-keeps-no-secret', facts: {} });
  return [writable, ...cautions];
}

function tokens({ moduleName, moduleFound, present }: HostStatus['tokens']): readonly Finding[] {
  // Who keeps keys on the PC needs none of this.
  if (!moduleFound) return [{ state: 'caution', what: 'module-missing', facts: { moduleName } }];
  const found = present.map(({ label, serial, pin }): Finding => {
    const facts = { label, serialTail: serial.slice(-4) };
    return pin === 'locked'
      ? { state: 'trouble', what: 'token-locked', facts }
      : { state: 'fine', what: 'token', facts };
  });
  const module: Finding = { state: 'fine', what: 'module-found', facts: { moduleName } };
  return found.length > 0 ? [module, ...found] : [module, { state: 'caution', what: 'no-token', facts: {} }];
}
