import { createHash, X509Certificate } from 'node:crypto';
import { parseCertificate } from '@koshin/pki/x509/certificate.ts';
import type {
  AuditAct,
  AuditEvent,
  CertificateRecord,
  IssuanceIntent,
  Issuer,
  RenewalRecord,
} from '@koshin/service/ports/register/records.ts';
import type { Register } from '@koshin/service/ports/register/register.ts';
import type { PlayedCustomer } from '../customer/played-customer.ts';

const hex = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Everything that the register holds of one customer's renewal, in one view. */
interface Held {
  readonly predecessor: CertificateRecord;
  readonly successors: readonly CertificateRecord[];
  readonly renewal: RenewalRecord | null;
  readonly intents: readonly IssuanceIntent[];
  /** Of the predecessor, a year ago. */
  readonly firstIntent: IssuanceIntent | null;
  readonly issuers: readonly Issuer[];
  readonly audit: readonly AuditEvent[];
}

/**
 * Holds the register against what a customer was told and against itself. Call it when the node is dead, at whatever
 * point that was: the invariants have no moment at which they need not hold.
 *
 * @param signed SHA-256 (hex) of everything that was signed for these customers
 * @returns what is wrong, each with the number of the invariant
 */
export async function inspectCustomers(
  register: Register,
  customers: readonly PlayedCustomer[],
  signed: readonly string[],
): Promise<readonly string[]> {
  const violations: string[] = [];
  const intended = new Set<string>();
  for (const customer of customers) {
    const held = await heldOf(register, customer);
    for (const intent of [held.firstIntent, ...held.intents]) if (intent) intended.add(hex(intent.tbs));
    const found = [...certificates(customer, held), ...acknowledged(customer, held), ...audit(customer, held)];
    violations.push(...found.map((violation) => `${violation} (${customer.before.user.loginId})`));
  }
  const unintended = signed.filter((tbs) => !intended.has(tbs));
  return [...violations, ...unintended.map(() => '4: something was signed that nothing in the register intends')];
}

async function heldOf(register: Register, { before }: PlayedCustomer): Promise<Held> {
  return register.read(async (tx) => {
    const all = await tx.certificates.ofUser(before.user.id);
    const predecessor = all.find(({ id }) => id === before.certificate.id);
    if (!predecessor) throw new Error('the register has lost a certificate');
    const renewal = await tx.renewals.latestOf(predecessor.id);
    const about = (key: string, value: string) => tx.audit.of({ bankId: before.user.bankId, subject: { key, value } });
    const ofRenewal = renewal ? await about('renewalId', renewal.id) : [];
    // Both look-ups find what names the predecessor and this renewal.
    const ofPredecessor = await about('certificateId', predecessor.id);
    const others = ofPredecessor.filter(({ subject }) => renewal === null || subject.renewalId !== renewal.id);
    return {
      predecessor,
      successors: all.filter(({ id }) => id !== predecessor.id),
      renewal,
      intents: renewal ? await tx.intents.ofRenewal(renewal.id) : [],
      firstIntent: await tx.intents.get(predecessor.id),
      issuers: await tx.issuers.all(),
      audit: [...ofRenewal, ...others],
    };
  });
}

/** 3 and 4: one certificate for each key, each as it was intended, signed by us. */
function certificates({ keys }: PlayedCustomer, { successors, intents, issuers, renewal }: Held): string[] {
  const used = new Set(keys.map(({ spki }) => hex(spki)));
  const wrong = successors.flatMap((one) => {
    const intent = intents.filter(({ certificateId }) => certificateId === one.id);
    const issuer = issuers.find(({ id }) => id === one.issuerId);
    const asIntended = intent[0] !== undefined && Buffer.from(parseCertificate(one.der).tbs).equals(intent[0].tbs);
    const byUs = issuer && new X509Certificate(one.der).verify(new X509Certificate(issuer.certificateDer).publicKey);
    return [
      ...(intent.length === 1 && asIntended ? [] : ['4: a certificate without its intent']),
      ...(intent[0]?.completedAt ? [] : ['4: a certificate whose intent is still open']),
      ...(byUs ? [] : ['4: a certificate that we did not sign']),
      ...(one.renewalId === renewal?.id && used.has(one.keyDigest) ? [] : ['3: a certificate nobody asked for']),
    ];
  });
  const completed = intents.filter(({ completedAt }) => completedAt !== null);
  return [
    ...wrong,
    ...twice(successors.map(({ keyDigest }) => keyDigest)).map(() => '3: two certificates of one key'),
    ...twice(intents.map(({ keyDigest }) => keyDigest)).map(() => '3: two intents for one key'),
    ...(completed.length === successors.length ? [] : ['4: an intent is completed and its certificate is not there']),
  ];
}

/** 2 and 6: nothing acknowledged is lost, and nothing is proven that was only reported. */
function acknowledged({ ledger }: PlayedCustomer, { predecessor, successors, renewal }: Held): string[] {
  const stored = new Map(successors.map((one) => [one.id, one]));
  const lost = ledger.delivered.filter(
    ({ certificateId, der }) => !der.equals(stored.get(certificateId)?.der ?? Buffer.of()),
  );
  const proven = renewal?.state === 'proven';
  const couldProve = renewal?.provenCertificateId ? ledger.triedToProve.has(renewal.provenCertificateId) : false;
  const active = successors.filter(({ state, id }) => state === 'active' && !ledger.triedToProve.has(id));
  return [
    ...lost.map(() => '2: a delivered certificate is not in the register'),
    ...(ledger.renewalId === null || ledger.renewalId === renewal?.id ? [] : ['2: the renewal was lost']),
    ...(ledger.confirmed && renewal?.state === 'preparing' ? ['2: the confirmation was lost'] : []),
    ...[...ledger.saved].filter((id) => !stored.get(id)?.savedAt).map(() => '2: a report was lost'),
    ...[...ledger.installed].filter((id) => !stored.get(id)?.installedAt).map(() => '2: a report was lost'),
    ...(ledger.proven === null || renewal?.provenCertificateId === ledger.proven ? [] : ['2: the proof was lost']),
    ...(!proven || couldProve ? [] : ['6: a renewal is proven without a proof']),
    ...active.map(() => '6: a certificate is active without a proof'),
    ...(predecessor.retiresAt === null || proven ? [] : ['1: the predecessor is retired before a proof']),
    ...(predecessor.state === 'revoked' ? ['1: the predecessor is revoked'] : []),
  ];
}

/** 7 and 2: every effect has its event, and every event its effect, once. */
function audit({ ledger }: PlayedCustomer, { predecessor, successors, renewal, intents, audit }: Held): string[] {
  const { state = null } = renewal ?? {};
  const count = (act: AuditAct, of: (event: AuditEvent) => boolean = () => true) =>
    audit.filter((event) => event.act === act && of(event)).length;
  const countFor = (act: AuditAct, certificateId: string) =>
    count(act, ({ subject }) => subject.certificateId === certificateId);
  // The predecessor has its own from its issue, a year ago.
  const ofSuccessors = (act: AuditAct) => count(act, ({ subject }) => subject.certificateId !== predecessor.id);
  const expected: readonly (readonly [act: AuditAct, met: boolean])[] = [
    ['renewal-started', count('renewal-started') === (renewal ? 1 : 0)],
    ['renewal-confirmed', count('renewal-confirmed') > 0 === (renewal !== null && state !== 'preparing')],
    ['renewal-proven', count('renewal-proven') === (state === 'proven' ? 1 : 0)],
    ['certificate-retiring', count('certificate-retiring') === (predecessor.retiresAt === null ? 0 : 1)],
    ['login-opened', countFor('login-opened', predecessor.id) <= ledger.loginsTried],
    ['certificate-intended', ofSuccessors('certificate-intended') === intents.length],
    ['certificate-issued', ofSuccessors('certificate-issued') === successors.length],
    ...intents.map(
      ({ certificateId: id }) => ['certificate-intended', countFor('certificate-intended', id) === 1] as const,
    ),
    ...successors.flatMap(({ id, state, savedAt, installedAt }) => [
      ['certificate-issued', countFor('certificate-issued', id) === 1] as const,
      ['certificate-activated', countFor('certificate-activated', id) === (state === 'active' ? 1 : 0)] as const,
      ['certificate-revoked', countFor('certificate-revoked', id) === (state === 'revoked' ? 1 : 0)] as const,
      ['renewal-saved', countFor('renewal-saved', id) > 0 === (savedAt !== null)] as const,
      ['renewal-installed', countFor('renewal-installed', id) > 0 === (installedAt !== null)] as const,
    ]),
  ];
  return expected.flatMap(([act, met]) => (met ? [] : [`7: ${act} in the audit log is not what happened`]));
}

function twice(values: readonly string[]): readonly string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}
