import { certificatePolicies } from './certificate-policies.ts';
import { type BankPolicy, defaultPolicy, guidancePlaces, keyKinds } from './default-policy.ts';
import { furtherExtensions } from './further-extensions.ts';
import { furtherPurposes } from './further-purposes.ts';
import { asGiven, type PolicyProblem, rightName, unknownKey, wordProblem } from './problem.ts';
import { dayOrNone, fallingDays, oneOf, type Reader, someOf, validity, wholeNumber, yesOrNo, zone } from './readers.ts';
import { subjectLayout } from './subject-layout.ts';

export {
  type BankPolicy,
  defaultPolicy,
  type GuidancePlace,
  type KeyKind,
  type SubjectPart,
  type Validity,
} from './default-policy.ts';

/** Thrown with everything that is wrong, so that a configuration is put right in one go. */
export class PolicyRefused extends Error {
  override readonly name = 'PolicyRefused';
  readonly problems: readonly PolicyProblem[];

  constructor(problems: readonly PolicyProblem[]) {
    super(problems.map((problem) => wordProblem(problem, 'en')).join('; '));
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
  importantNoticesFrom: dayOrNone,
  keyKinds: someOf(keyKinds),
  certificatePolicies,
  furtherPurposes,
  furtherExtensions,
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
  helperConsents: oneOf(['each', 'all']),
};

/**
 * Reads a bank's settings. What is left out has its default; unknown keys are refused with the nearest right one.
 * Throws PolicyRefused with every problem found: each key's own range first, then how they go together.
 */
export function parsePolicy(given: unknown): BankPolicy {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    const expected = { ja: '設定のオブジェクト', en: 'an object of settings' };
    throw new PolicyRefused([{ key: 'policy', expected, got: asGiven(given) }]);
  }
  // 1. Unknown keys.
  const settings = new Map<string, unknown>(Object.entries(given));
  const problems: PolicyProblem[] = [...settings.keys()]
    .filter((key) => !Object.hasOwn(readers, key))
    .map((key) => ({ key, expected: rightName(key, Object.keys(readers)), got: unknownKey }));

  // 2. Each key by itself.
  const read = <Key extends keyof BankPolicy>(key: Key): BankPolicy[Key] => {
    if (!settings.has(key)) return defaultPolicy[key];
    const outcome = readers[key](settings.get(key));
    if ('value' in outcome) return outcome.value;
    const { expected, part = settings.get(key) } = outcome;
    problems.push({ key, expected, got: asGiven(part) });
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
    importantNoticesFrom: read('importantNoticesFrom'),
    keyKinds: read('keyKinds'),
    certificatePolicies: read('certificatePolicies'),
    furtherPurposes: read('furtherPurposes'),
    furtherExtensions: read('furtherExtensions'),
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
    helperConsents: read('helperConsents'),
  };

  // 3. How they go together; only asked of values that are right by themselves.
  if (problems.length === 0) problems.push(...contradictions(policy));
  if (problems.length > 0) throw new PolicyRefused(problems);
  return policy;
}

function contradictions(policy: BankPolicy): PolicyProblem[] {
  const { renewalWindowDays, mailStageDays, validity: term, keysPerRenewalAndDay, tellBankAtKey } = policy;
  const { guidancePlace, importantNoticesFrom } = policy;
  const termDays = 'years' in term ? term.years * 365 : term.days;
  const problems: PolicyProblem[] = [];
  if (termDays <= renewalWindowDays) {
    const expected = {
      ja: `更新期間の${renewalWindowDays}日より長い期間（そうでないと、新しい証明書がすぐに更新時期になります）`,
      en: `more than the ${renewalWindowDays} days of the renewal window, or a new certificate is due at once`,
    };
    problems.push({ key: 'validity', expected, got: { ja: `${termDays}日`, en: `${termDays} days` } });
  }
  for (const stage of mailStageDays.filter((days) => days > renewalWindowDays)) {
    const expected = {
      ja: `更新期間の${renewalWindowDays}日以内の日数（どのメールも、更新できることを伝えます）`,
      en: `stages within the renewal window of ${renewalWindowDays} days, as each mail says that one can renew`,
    };
    problems.push({ key: 'mailStageDays', expected, got: asGiven(stage) });
  }
  if (guidancePlace === 'important-notices' && importantNoticesFrom !== null) {
    const expected = {
      ja: 'null（その日までの場所がguidancePlaceにありません。renewal-noticeまたはmain-screenなら、日を指定できます）',
      en: 'null, as guidancePlace is important-notices already; a day goes with renewal-notice or main-screen',
    };
    problems.push({ key: 'importantNoticesFrom', expected, got: asGiven(importantNoticesFrom) });
  }
  if (tellBankAtKey > keysPerRenewalAndDay) {
    const expected = {
      ja: `keysPerRenewalAndDay（${keysPerRenewalAndDay}）以下の数`,
      en: `at most keysPerRenewalAndDay (${keysPerRenewalAndDay})`,
    };
    problems.push({ key: 'tellBankAtKey', expected, got: asGiven(tellBankAtKey) });
  }
  return problems;
}
