import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HostStatus } from '@koshin/wire/helper/status.ts';
import { hostName } from '@koshin/wire/helper/values.ts';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { browserFolders, type Scope } from '../installation/browser-folders.ts';

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
  status,
}: {
  /** As `process.version` says it. */
  readonly nodeVersion: string;
  readonly scopes: readonly Scope[];
  readonly status: Pick<HostStatus, 'pc' | 'tokens'>;
}): readonly Finding[] {
  return [node(nodeVersion), ...browsers(scopes), ...store(status.pc), ...tokens(status.tokens)];
}

function node(version: string): Finding {
  const major = Number(/^v(\d+)\./.exec(version)?.[1] ?? 0);
  return major >= 24
    ? { state: 'fine', what: 'node', facts: { version } }
    : { state: 'trouble', what: 'node-too-old', facts: { version } };
}

function browsers(scopes: readonly Scope[]): readonly Finding[] {
  const found = scopes.flatMap(browserFolders).flatMap(({ browser, folder }): readonly Finding[] => {
    const path = join(folder, `${hostName}.json`);
    if (!existsSync(path)) return [];
    const launcher = launcherOf(path);
    return isExecutable(launcher)
      ? [{ state: 'fine', what: 'browser-ready', facts: { browser, path } }]
      : [{ state: 'trouble', what: 'launcher-missing', facts: { browser, path, launcher } }];
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

function store(pc: HostStatus['pc']): readonly Finding[] {
  if (pc === null) return [{ state: 'trouble', what: 'store-missing', facts: {} }];
  const writable: Finding = pc.writable
    ? { state: 'fine', what: 'store-writable', facts: {} }
    : { state: 'trouble', what: 'store-not-writable', facts: {} };
  // Said of what protects a key, without scaring: docs/trust.md.
  return pc.protection === 'enforced'
    ? [writable]
    : [writable, { state: 'caution', what: 'store-keeps-no-secret', facts: {} }];
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
