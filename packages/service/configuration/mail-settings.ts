import { join, resolve } from 'node:path';
import { longestTry } from '@koshin/lifecycle/notices/mail-outcome.ts';
import { nearestName } from '@koshin/lifecycle/policies/nearest-name.ts';
import { Value } from 'typebox/value';
import { isLoopback } from './loopback.ts';
import type { BankMail, MailConfiguration, MailLimits, MailServer, MailSigningSource } from './mail-configuration.ts';
import { MailSchema, type MailSection } from './mail-schema.ts';
import { StartError } from './start-error.ts';
import type { Taking } from './taking.ts';

export const usualLimits: MailLimits = {
  connections: 5,
  connectionsToDomain: 2,
  perSecond: 20,
  perSecondToDomain: 5,
  turnSeconds: 60,
  sessionSeconds: 30,
  handingSeconds: 120,
  answerSeconds: 600,
};

interface Places {
  readonly workingFolder: string;
  readonly dataDir: string;
}

/** The section `mail`; null where it is not set. Throws StartError for the first thing that is wrong, by its path. */
export function mailSettings(take: Taking, { workingFolder, dataDir }: Places): MailConfiguration | null {
  if (!take.has('mail')) return null;
  const called = take.called('mail');
  const section = sectionIn(take.object('mail'), called);
  const at = (path: string) => resolve(workingFolder, path);
  if (section.smtp && section.outboxFolder !== undefined) {
    throw new StartError(`Only one of smtp and outboxFolder may be set in ${called}.`);
  }
  return {
    way: section.smtp
      ? mailServer(section.smtp, called, at)
      : {
          kind: 'outbox',
          folder: section.outboxFolder === undefined ? join(dataDir, 'outbox') : at(section.outboxFolder),
        },
    limits: limitsFrom(section, called),
    bounceFolder: section.bounceFolder === undefined ? null : at(section.bounceFolder),
    banks: Object.fromEntries(
      Object.entries(section.banks).map(([bank, given]) => [bank, bankMail(given, `banks.${bank} of ${called}`, at)]),
    ),
  };
}

function limitsFrom(section: MailSection, called: string): MailLimits {
  const limits = { ...usualLimits, ...section.limits };
  if (limits.connectionsToDomain > limits.connections) {
    throw new StartError(
      `limits.connectionsToDomain of ${called} must be at most limits.connections, ${limits.connections}, but is ${limits.connectionsToDomain}.`,
    );
  }
  // One that another node takes for broken off while it goes on would be sent twice.
  const { turnSeconds, sessionSeconds, handingSeconds, answerSeconds } = limits;
  const longest = turnSeconds + 2 * sessionSeconds + 2 * handingSeconds + answerSeconds;
  if (longest > longestTry) {
    throw new StartError(
      `The limits of ${called} let one try take ${longest} seconds (turnSeconds, twice sessionSeconds and handingSeconds, answerSeconds); at most ${longestTry} are allowed.`,
    );
  }
  return limits;
}

function sectionIn(given: object, called: string): MailSection {
  if (Value.Check(MailSchema, given)) return given;
  throw new StartError(faultIn(given, called));
}

/** The first fault in words: an unknown name with the nearest right one, something missing, or a wrong value. */
function faultIn(given: object, called: string): string {
  const faults = Value.Errors(MailSchema, given);
  // A value under an unknown name is a fault as well, and says less.
  const first = faults.find(({ keyword }) => keyword === 'additionalProperties') ?? faults[0];
  const path = (first?.instancePath ?? '').split('/').slice(1);
  const of = path.length === 0 ? called : `${path.join('.')} of ${called}`;
  if (first?.keyword === 'additionalProperties') {
    const name = first.params.additionalProperties[0] ?? '';
    const nearest = nearestName(name, namesAt(path));
    return `${name} in ${of} is no setting${nearest === undefined ? '' : `: did you mean ${nearest}?`}`;
  }
  if (first?.keyword === 'required') return `${first.params.requiredProperties[0]} is needed in ${of}.`;
  const value = path.reduce<unknown>((whole, key) => Reflect.get(Object(whole), key), given);
  return `${of} has not its form (docs/configuration.md, "Mail"), but is ${JSON.stringify(value)}.`;
}

/** The names that the schema knows there. */
function namesAt(path: readonly string[]): readonly string[] {
  const [part, , inner] = path;
  const { smtp, limits, banks } = MailSchema.properties;
  const bank = Object.values(banks.patternProperties)[0];
  const objects = {
    smtp,
    limits,
    banks:
      inner === undefined
        ? bank
        : Object(bank?.properties[inner === 'dkim' ? 'dkim' : inner === 'name' ? 'name' : 'smime']),
  };
  const object = part === undefined ? MailSchema : Object.hasOwn(objects, part) ? Reflect.get(objects, part) : {};
  return Object.keys(Object(object.properties ?? object.items?.properties));
}

function mailServer(smtp: NonNullable<MailSection['smtp']>, called: string, at: (path: string) => string): MailServer {
  const { host, user, passwordFile, tokenFile, allowPlaintext = false, tls = 'starttls' } = smtp;
  if (tls === 'none' && !allowPlaintext && !isLoopback(host) && host !== 'localhost') {
    throw new StartError(
      `smtp.tls of ${called} may be none only for a server of this machine, but the host is ${host}; whoever accepts that everybody on the way reads the mails sets smtp.allowPlaintext.`,
    );
  }
  if (passwordFile !== undefined && tokenFile !== undefined) {
    throw new StartError(`Only one of smtp.passwordFile and smtp.tokenFile may be set in ${called}.`);
  }
  if ((user === undefined) !== (passwordFile === undefined && tokenFile === undefined)) {
    throw new StartError(`smtp.user of ${called} goes with smtp.passwordFile or smtp.tokenFile, and they with it.`);
  }
  return {
    kind: 'smtp',
    host,
    port: smtp.port ?? { starttls: 587, implicit: 465, none: 25 }[tls],
    tls,
    caFile: smtp.caFile === undefined ? null : at(smtp.caFile),
    helloName: smtp.helloName ?? null,
    login: login(smtp, at),
  };
}

function login(
  { user, passwordFile, tokenFile }: NonNullable<MailSection['smtp']>,
  at: (path: string) => string,
): MailServer['login'] {
  if (user === undefined) return null;
  if (passwordFile !== undefined) return { kind: 'password', user, passwordFile: at(passwordFile) };
  return tokenFile === undefined ? null : { kind: 'token', user, tokenFile: at(tokenFile) };
}

function bankMail(given: MailSection['banks'][string], called: string, at: (path: string) => string): BankMail {
  const { address, name = null, charset = 'utf-8', smime, dkim = [], bounceAddress, bounceTags } = given;
  for (const key of dkim) {
    const domain = address.slice(address.lastIndexOf('@') + 1);
    // Otherwise the signature is good and says nothing of the sender (RFC 7489 3.1.1).
    if (domain !== key.domain && !domain.endsWith(`.${key.domain}`)) {
      throw new StartError(
        `dkim.domain in ${called} must be the address's, ${domain}, or above it, but is ${key.domain}.`,
      );
    }
  }
  if (bounceTags !== undefined && bounceAddress === undefined) {
    throw new StartError(`bounceTags in ${called} needs bounceAddress.`);
  }
  return {
    address,
    name,
    charset,
    smime: smime === undefined ? null : signingSource(smime, `smime in ${called}`, at),
    dkim: dkim.map((key) => ({ ...key, keyFile: at(key.keyFile) })),
    bounces: bounceAddress === undefined ? null : { address: bounceAddress, tagged: bounceTags ?? false },
  };
}

const keyKinds = ['P-256', 'P-384', 'RSA-3072', 'RSA-4096'] as const;

/** Either from whom, or the files of who keeps the certificate himself. */
function signingSource(
  { from, keyKind, certificateFile, keyName }: NonNullable<MailSection['banks'][string]['smime']>,
  called: string,
  at: (path: string) => string,
): MailSigningSource {
  if (keyKind !== undefined && from !== 'own-ca') throw new StartError(`keyKind of ${called} goes with from own-ca.`);
  if (from !== undefined && (certificateFile !== undefined || keyName !== undefined)) {
    throw new StartError(`Only one of from and certificateFile may be set in ${called}.`);
  }
  if (from === 'own-ca') return { kind: from, keyKind: keyKinds.find((kind) => kind === keyKind) ?? 'P-256' };
  if (from === 'imported') return { kind: from };
  if (certificateFile === undefined || keyName === undefined) {
    throw new StartError(`${called} needs from, or certificateFile and keyName.`);
  }
  return { kind: 'file', certificateFile: at(certificateFile), keyName };
}
