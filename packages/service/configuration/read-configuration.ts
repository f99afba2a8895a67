import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { type Instant, parseInstant } from '@koshin/lifecycle/calendar/instant.ts';
import type { Configuration } from './configuration.ts';
import { isLoopback } from './loopback.ts';
import { mailSettings } from './mail-settings.ts';
import type { SettingName } from './settings.ts';
import { signerSettings } from './signer-settings.ts';
import { StartError } from './start-error.ts';
import { type Surroundings, takeSettings } from './take-settings.ts';
import type { Taking } from './taking.ts';

/**
 * The configuration of this start: the environment goes before the file, the file before the defaults.
 * Throws StartError with one plain sentence for the first thing that is wrong.
 */
export function readConfiguration(surroundings: Surroundings): Configuration {
  // 1. What is given, each of the right form.
  const take = takeSettings(surroundings);

  // 2. Read each into its value; what must be read with others is read with them.
  const { workingFolder } = surroundings;
  const portal = take.text('portalDomain') ?? inDemo(surroundings, 'portal.localhost') ?? take.missing('portalDomain');
  const presentation =
    take.text('presentationDomain') ?? inDemo(surroundings, 'cert.localhost') ?? take.missing('presentationDomain');
  if (portal === presentation) {
    throw new StartError(`The portals and the presentation hosts need different domains, both are ${portal}.`);
  }
  const url = take.text('databaseUrl');
  const dataDir = resolve(workingFolder, take.needed('dataDir'));
  return {
    listen: listen(take, surroundings),
    ports: ports(take),
    operatorApi: operatorApi(take, surroundings),
    domains: { portal, presentation, est: take.text('estDomain') ?? inDemo(surroundings, 'est.localhost') },
    statusUrl: statusUrl(take, surroundings),
    dataDir,
    postgres: url === null ? null : { url, connections: take.number('databaseConnections') },
    // A person watches the demo: one line for every request would hide what it says.
    logLevel: take.text('logLevel') ?? inDemo(surroundings, 'warn') ?? 'info',
    signer: signerSettings(take, surroundings),
    weakKeyList: take.path('weakKeyList', workingFolder),
    helper: helper(take),
    helperPackagesFolder: take.path('helperPackagesFolder', workingFolder),
    mail: mailSettings(take, { workingFolder, dataDir }),
    mode: surroundings.demo ? demoMode(take, surroundings) : bankMode(take, surroundings),
  };
}

function ports(take: Taking): Configuration['ports'] {
  const settings = ['portalPort', 'presentationPort', 'estPort', 'statusPort'] as const;
  for (const [i, setting] of settings.entries()) {
    const port = take.number(setting);
    const other = port === 0 ? undefined : settings.slice(i + 1).find((later) => take.number(later) === port);
    if (other) throw new StartError(`${take.called(setting)} and ${take.called(other)} are both ${port}.`);
  }
  return {
    portal: take.number('portalPort'),
    presentation: take.number('presentationPort'),
    est: take.number('estPort'),
    status: take.number('statusPort'),
  };
}

function operatorApi(take: Taking, { workingFolder }: Surroundings): Configuration['operatorApi'] {
  const tokenFile = take.path('operatorTokenFile', workingFolder);
  if (take.has('operatorPort') && tokenFile !== null) return { port: take.number('operatorPort'), tokenFile };
  if (take.has('operatorPort')) return take.missing('operatorTokenFile', "for the operators' API");
  return tokenFile === null ? null : take.missing('operatorPort', "for the operators' API");
}

function helper(take: Taking): Configuration['helper'] {
  const extensionId = take.text('helperExtensionId');
  return extensionId === null ? null : { extensionId, minimumVersion: take.needed('helperMinimumVersion') };
}

const inDemo = ({ demo }: Surroundings, standard: string): string | null => (demo ? standard : null);

function listen(take: Taking, { demo }: Surroundings): string {
  const text = take.needed('listen');
  const address = text === 'localhost' ? '127.0.0.1' : text;
  if (isIP(address) === 0) throw take.wrong('listen');
  if (demo && !isLoopback(address)) {
    throw new StartError(
      `Demo mode listens on loopback only, as it shows passwords; ${take.called('listen')} is ${text}.`,
    );
  }
  return address;
}

function statusUrl(take: Taking, { demo }: Surroundings): string | null {
  const text = take.text('statusUrl');
  if (text === null) return demo ? null : take.missing('statusUrl');
  if (!URL.canParse(text)) throw take.wrong('statusUrl');
  return text.replace(/\/+$/, '');
}

const onlyDemo = ['demoClock', 'demoPolicy'] as const satisfies readonly SettingName[];
const onlyBank = [
  'keyPassphraseFile',
  'keyPassphrase',
  'portalKeyFile',
  'portalCertificateFile',
  'presentationKeyFile',
  'presentationCertificateFile',
  'estKeyFile',
  'estCertificateFile',
] as const satisfies readonly SettingName[];

function demoMode(take: Taking, { now }: Surroundings): Configuration['mode'] {
  take.refuse(onlyBank, 'The demo makes its own keys and certificates');
  const policies: Record<string, Record<string, unknown>> = {};
  for (const [bank, policy] of Object.entries(take.object('demoPolicy'))) policies[bank] = { ...Object(policy) };
  return { kind: 'demo', clock: demoClock(take, now), policies };
}

function demoClock(take: Taking, now: Instant): Instant | null {
  const text = take.text('demoClock');
  if (text === null) return null;
  let clock: Instant;
  try {
    clock = parseInstant(text);
  } catch {
    throw take.wrong('demoClock');
  }
  // Browsers go by the real time: to them a certificate of a past demo would be expired already.
  if (clock < now) throw take.wrong('demoClock', 'it lies before now');
  return clock;
}

function bankMode(take: Taking, { workingFolder }: Surroundings): Configuration['mode'] {
  take.refuse(onlyDemo, 'This belongs to the demo (--demo)');
  const path = (setting: SettingName) => take.path(setting, workingFolder) ?? take.missing(setting);
  return {
    kind: 'bank',
    tls: {
      portal: { keyFile: path('portalKeyFile'), certificateFile: path('portalCertificateFile') },
      presentation: { keyFile: path('presentationKeyFile'), certificateFile: path('presentationCertificateFile') },
      est:
        take.text('estDomain') === null
          ? null
          : { keyFile: path('estKeyFile'), certificateFile: path('estCertificateFile') },
    },
  };
}
