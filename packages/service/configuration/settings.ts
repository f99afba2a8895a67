import { Type } from 'typebox';

const port = (role: string, standard: number) =>
  Type.Integer({
    minimum: 0,
    maximum: 65535,
    default: standard,
    description: `a port from 0 (any free) to 65535 for ${role}`,
  });
const domainPattern = '^(?=.{1,200}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$';
const domain = (of: string) =>
  Type.String({
    pattern: domainPattern,
    description: `a lower-case domain under which ${of}`,
  });
const file = (of: string) => Type.String({ minLength: 1, description: `the path of the file with ${of}` });

/**
 * Every setting, once: its name in the configuration file, its form and what it is. Its name in the environment follows
 * (`portalPort` is KOSHIN_PORTAL_PORT, see {@link environmentName}). `default` holds where nothing is said; settings
 * without one are asked for or worked out by `read-configuration.ts`.
 */
export const Settings = Type.Object(
  {
    listen: Type.String({
      pattern: '^[0-9a-fA-F.:]+$|^localhost$',
      default: '127.0.0.1',
      description: 'an IP address of this machine to listen on',
    }),
    portalPort: port('the portals', 8443),
    presentationPort: port('the presentation hosts', 8444),
    estPort: port('machines that enroll by EST', 8445),
    statusPort: port('health, CA certificates and the demo start page', 8080),
    operatorPort: Type.Integer({
      minimum: 0,
      maximum: 65535,
      description: "a port of loopback from 0 (any free) to 65535 for the operators' API (none: there is no such API)",
    }),
    operatorTokenFile: file("the token of the operators' API, at least 32 characters"),
    portalDomain: domain("every bank's portal is a host"),
    presentationDomain: domain('every presentation is a host of its own'),
    estDomain: Type.String({
      pattern: domainPattern,
      description: 'the lower-case host name of EST; without it a bank has no EST',
    }),
    statusUrl: Type.String({
      pattern: '^https?://[^\\s/?#]+(/[^\\s?#]*)?$',
      description: 'the public http or https URL of the status role, as it stands in certificates',
    }),
    dataDir: Type.String({
      minLength: 1,
      default: './data',
      description: 'the folder of keys and of the embedded database',
    }),
    databaseUrl: Type.String({
      pattern: '^postgres(ql)?://\\S+$',
      description: 'the postgres:// URL of the database (none: embedded, in the data folder)',
    }),
    databaseConnections: Type.Integer({
      minimum: 1,
      maximum: 200,
      default: 10,
      description: 'the most connections to PostgreSQL, 1 to 200',
    }),
    signer: Type.Union([Type.Literal('file'), Type.Literal('pkcs11')], {
      default: 'file',
      description: 'where the CA keys are: file (encrypted, in the data folder) or pkcs11 (a hardware module)',
    }),
    keyPassphraseFile: file('the passphrase of the CA keys'),
    keyPassphrase: Type.String({
      minLength: 1,
      description: 'the passphrase of the CA keys itself (neither this nor the file: it is asked at the terminal)',
    }),
    pkcs11Module: Type.String({ minLength: 1, description: 'the path of the PKCS#11 module of the CA keys' }),
    pkcs11TokenLabel: Type.String({
      pattern: '^.{1,32}$',
      description: 'the label of the token with the CA keys, at most 32 characters',
    }),
    pkcs11PinFile: file("the PIN of the token's user"),
    weakKeyList: file('RSA keys that get no certificate, in the form of openssl-blacklist'),
    helperExtensionId: Type.String({
      pattern: '^[a-p]{32}$',
      description: "the ID of the helper's browser extension, 32 letters from a to p (none: no helper is offered)",
    }),
    helperMinimumVersion: Type.String({
      pattern: '^\\d{1,4}\\.\\d{1,4}\\.\\d{1,4}$',
      default: '0.1.0',
      description: 'the least version of the helper, like 1.2.0; older ones are told to be renewed',
    }),
    helperPackagesFolder: Type.String({
      minLength: 1,
      description: "the folder of the helper's packages that the portals give out (none: they give out none)",
    }),
    portalKeyFile: file("the portals' TLS key (PEM)"),
    portalCertificateFile: file("the portals' TLS certificate and chain (PEM)"),
    presentationKeyFile: file("the presentation hosts' TLS key (PEM)"),
    presentationCertificateFile: file("the presentation hosts' TLS certificate and chain (PEM)"),
    estKeyFile: file('the TLS key of EST (PEM)'),
    estCertificateFile: file('the TLS certificate and chain of EST (PEM)'),
    mail: Type.Record(Type.String(), Type.Unknown(), {
      description: 'JSON of how mails go out (docs/configuration.md, "Mail"; none: no bank sends any)',
    }),
    demoClock: Type.String({
      description: 'an instant not before now, like 2027-01-31T09:00:00+09:00, at which the demo begins',
    }),
    demoPolicy: Type.Record(Type.String(), Type.Record(Type.String(), Type.Unknown()), {
      description: 'JSON of what demo banks decide differently, like {"mihon":{"overlapDays":0}}',
    }),
    logLevel: Type.Union(
      ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'].map((level) => Type.Literal(level)),
      { description: 'one of trace, debug, info, warn, error, fatal, silent' },
    ),
  },
  { additionalProperties: false },
);

export type SettingName = keyof typeof Settings.properties;

export const settingNames: readonly SettingName[] = Object.keys(Settings.properties).filter(isSettingName);

export function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(Settings.properties, name);
}

/** Where the configuration file is: named in the environment or by `--config`, so never in the file itself. */
export const configFileVariable = 'KOSHIN_CONFIG';

/** `portalPort` is KOSHIN_PORTAL_PORT; the database keeps the name that everybody knows, DATABASE_URL. */
export function environmentName(setting: SettingName): string {
  if (setting === 'databaseUrl') return 'DATABASE_URL';
  return `KOSHIN_${setting.replace(/[A-Z]/g, (capital) => `_${capital}`).toUpperCase()}`;
}

/** What the setting is, in words that follow "must be". */
export function descriptionOf(setting: SettingName): string {
  return String(keyword(setting, 'description'));
}

/** What holds where nothing is said; undefined: nothing does. */
export function defaultOf(setting: SettingName): unknown {
  return keyword(setting, 'default');
}

/** The JSON type of the setting's values (JSON Schema), where it is only one. */
export function typeOf(setting: SettingName): unknown {
  return keyword(setting, 'type');
}

function keyword(setting: SettingName, name: 'description' | 'default' | 'type'): unknown {
  return Reflect.get(Settings.properties[setting], name);
}
