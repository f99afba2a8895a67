import { type BankPolicy, defaultPolicy, guidancePlaces, keyKinds } from './default-policy.ts';
import { nearestName } from './nearest-name.ts';
import { objectIdentifier, subjectLayout } from './profile-readers.ts';
import { fallingDays, oneOf, type Reader, someOf, validity, wholeNumber, yesOrNo, zone } from './readers.ts';

export {
  type BankPolicy,
  defaultPolicy,
  type KeyKind,
  type SubjectPart,
  type Validity,
} from './default-policy.ts';

export interface PolicyProblem {
  readonly key: string;
  readonly expected: string;
  readonly got: string;
}

/** Thrown with everything that is wrong, so that a configuration is put right in one go. */
export class PolicyRefused extends Error {
  override readonly name = 'PolicyRefused';
  readonly problems: readonly PolicyProblem[];

  constructor(problems: readonly PolicyProblem[]) {
    super(problems.map(({ key, expected, got }) => `${key}: expected ${expected}, got ${got}`).join('; '));
    this.problems = problems;
  }
}

const readers: { readonly [Key in keyof BankPolicy]: Reader<BankPolicy[Key]> } = {
  zone,
  renewalWindowDays: wholeNumber(1, 180),
  overlapDays: wholeNumber(0, 60),
  validity,
  newTermFrom: oneOf(['old-expiry', 'issue']),
  mailStageDays: fallingDays,
  mailAfterExpiry: yesOrNo,
  mailAfterExpiryToAdministrators: yesOrNo,
  mailHour: wholeNumber(0, 23),
  mailSpreadMinutes: wholeNumber(0, 720),
  mailCalendar: yesOrNo,
  mediaStorage: yesOrNo,
  guidancePlace: oneOf(guidancePlaces),
  keyKinds: someOf(keyKinds),
  certificatePolicy: objectIdentifier,
  subjectLayout,
  passwordTries: wholeNumber(3, 10),
  passwordPauseMinutes: wholeNumber(1, 1440),
  passwordFreshMinutes: wholeNumber(1, 60),
  idleMinutes: wholeNumber(1, 120),
  sessionHours: wholeNumber(1, 24),
  attemptMinutes: wholeNumber(1, 10),
  ticketSeconds: wholeNumber(10, 300),
  consentSeconds: wholeNumber(30, 600),
  keysPerRenewalAndDay: wholeNumber(1, 100),
  tellBankAtKey: wholeNumber(1, 100),
  filePasswordLength: wholeNumber(8, 64),
  clockSkewMinutes: wholeNumber(1, 60),
};

/**
 * Reads a bank's settings. What is left out has its default; unknown keys are refused with the nearest right one.
 * Throws PolicyRefused with every problem found: each key's own range first, then how they go together.
 */
export function parsePolicy(given: unknown): BankPolicy {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new PolicyRefused([{ key: 'policy', expected: 'an object of settings', got: describe(given) }]);
  }
  // 1. Unknown keys.
  const settings = new Map<string, unknown>(Object.entries(given));
  const problems: PolicyProblem[] = [...settings.keys()]
    .filter((key) => !Object.hasOwn(readers, key))
    .map((key) => ({ key, expected: suggestion(key), got: 'an unknown key' }));

  // 2. Each key by itself.
  const read = <Key extends keyof BankPolicy>(key: Key): BankPolicy[Key] => {
    if (!settings.has(key)) return defaultPolicy[key];
    const outcome = readers[key](settings.get(key));
    if ('value' in outcome) return outcome.value;
    problems.push({ key, expected: outcome.expected, got: describe(settings.get(key)) });
    return defaultPolicy[key];
  };
  const policy: BankPolicy = {
    zone: read('zone'),
    renewalWindowDays: read('renewalWindowDays'),
    overlapDays: read('overlapDays'),
    validity: read('validity'),
    newTermFrom: read('newTermFrom'),
    mailStageDays: read('mailStageDays'),
    mailAfterExpiry: read('mailAfterExpiry'),
    mailAfterExpiryToAdministrators: read('mailAfterExpiryToAdministrators'),
    mailHour: read('mailHour'),
    mailSpreadMinutes: read('mailSpreadMinutes'),
    mailCalendar: read('mailCalendar'),
    mediaStorage: read('mediaStorage'),
    guidancePlace: read('guidancePlace'),
    keyKinds: read('keyKinds'),
    certificatePolicy: read('certificatePolicy'),
    subjectLayout: read('subjectLayout'),
    passwordTries: read('passwordTries'),
    passwordPauseMinutes: read('passwordPauseMinutes'),
    passwordFreshMinutes: read('passwordFreshMinutes'),
    idleMinutes: read('idleMinutes'),
    sessionHours: read('sessionHours'),
    attemptMinutes: read('attemptMinutes'),
    ticketSeconds: read('ticketSeconds'),
    consentSeconds: read('consentSeconds'),
    keysPerRenewalAndDay: read('keysPerRenewalAndDay'),
    tellBankAtKey: read('tellBankAtKey'),
    filePasswordLength: read('filePasswordLength'),
    clockSkewMinutes: read('clockSkewMinutes'),
  };

  // 3. How they go together; only asked of values that are right by themselves.
  if (problems.length === 0) problems.push(...contradictions(policy));
  if (problems.length > 0) throw new PolicyRefused(problems);
  return policy;
}

function contradictions(policy: BankPolicy): PolicyProblem[] {
  const { renewalWindowDays, mailStageDays, validity: term, keysPerRenewalAndDay, tellBankAtKey } = policy;
  const termDays = 'years' in term ? term.years * 365 : term.days;
  const problems: PolicyProblem[] = [];
  if (termDays <= renewalWindowDays) {
    const expected = `more than the ${renewalWindowDays} days of the renewal window, or a new certificate is due at once`;
    problems.push({ key: 'validity', expected, got: `${termDays} days` });
  }
  for (const stage of mailStageDays.filter((days) => days > renewalWindowDays)) {
    const expected = `stages within the renewal window of ${renewalWindowDays} days, as each mail says that one can renew`;
    problems.push({ key: 'mailStageDays', expected, got: String(stage) });
  }
  if (tellBankAtKey > keysPerRenewalAndDay) {
    const expected = `at most keysPerRenewalAndDay (${keysPerRenewalAndDay})`;
    problems.push({ key: 'tellBankAtKey', expected, got: String(tellBankAtKey) });
  }
  return problems;
}

function suggestion(key: string): string {
  const nearest = nearestName(key, Object.keys(readers));
  return nearest === undefined ? `one of ${Object.keys(readers).join(', ')}` : `"${nearest}"`;
}

function describe(given: unknown): string {
  return JSON.stringify(given, (_, value) => (typeof value === 'bigint' ? `${value}` : value)) ?? String(given);
}
