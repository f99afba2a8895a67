import { randomBytes } from 'node:crypto';
import { addDays, type CalendarDay, dayOf, startOfDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { instant } from '@koshin/lifecycle/calendar/instant.ts';
import { type BankPolicy, defaultPolicy } from '@koshin/lifecycle/policies/bank-policy.ts';
import { assembleCertificate } from '@koshin/pki/x509/assemble-certificate.ts';
import { parseCertificate } from '@koshin/pki/x509/certificate.ts';
import { keyIdentifierFrom, keyIdentifierInput } from '@koshin/pki/x509/key-identifier.ts';
import { acceptForSigning } from '@koshin/pki/x509/lint/accept-for-signing.ts';
import { encodeName } from '@koshin/pki/x509/name.ts';
import { prepareIssuer } from '@koshin/pki/x509/profiles/issuer-parts.ts';
import { buildIssuingCa } from '@koshin/pki/x509/profiles/issuing-ca.ts';
import { buildRoot } from '@koshin/pki/x509/profiles/root.ts';
import { parsePublicKey } from '@koshin/pki/x509/public-key.ts';
import { serialNumberFrom } from '@koshin/pki/x509/serial-number.ts';
import type { Bank, CertificateRecord, Contract, Issuer, User } from '@koshin/service/ports/register/records.ts';
import { issueFirstCertificate } from '@koshin/service/use-cases/issuance/issue-first-certificate.ts';
import { type CustomerKey, customerKey } from './customer-key.ts';
import type { TestMeans } from './test-means.ts';

const id = () => randomBytes(16).toString('hex');
const year = 365 * 86_400_000;

export interface TestCustomer {
  readonly contract: Contract;
  readonly user: User;
  readonly key: CustomerKey;
  readonly certificate: CertificateRecord;
}

export interface Newcomer extends Partial<Pick<User, 'mailAddress' | 'language' | 'role'>> {
  /** A machine has no login password. */
  readonly machine?: boolean;
  /** Of an earlier customer; a new one where none is given. */
  readonly contract?: Contract;
}

export interface TestBank {
  readonly bank: Bank;
  readonly issuer: Issuer;
  /** A customer with one active certificate, which expires so many days from today. */
  customer(input?: Newcomer & { readonly daysLeft?: number; readonly active?: boolean }): Promise<TestCustomer>;
  /** Without a certificate. */
  newcomer(input?: Newcomer): Promise<Pick<TestCustomer, 'contract' | 'user'>>;
  /** A further certificate of the same user. */
  furtherCertificate(
    user: User,
    input: { readonly daysLeft: number },
  ): Promise<Pick<TestCustomer, 'key' | 'certificate'>>;
}

/** A bank with a root and one issuing CA, made as the product makes them. */
export async function testBank(
  means: TestMeans,
  { name = 'mihon', policy = {} }: { readonly name?: string; readonly policy?: Partial<BankPolicy> } = {},
): Promise<TestBank> {
  const words = (text: string) => ({ ja: text, en: text });
  const bank: Bank = {
    id: name,
    name: words(`${name}信用金庫`),
    serviceName: words('WEB-FBサービス'),
    self: words('当金庫'),
    helpDesk: words('ヘルプデスク'),
    phone: '0120-000-000',
    phoneHours: words('平日9:00から18:00まで'),
    policy: { ...defaultPolicy, ...policy },
  };
  const issuer = await makeIssuers(means, bank);
  const today = () => dayOf(means.clock.now(), bank.policy.zone);

  /** Issued a year before its end, as it would have been. */
  async function issueTo(user: User, expiryDate: CalendarDay, active: boolean) {
    const key = customerKey();
    const today = means.clock.now();
    means.clock.set(startOfDay(addDays(expiryDate, -365), bank.policy.zone));
    const first = await issueFirstCertificate(means, {
      bankId: bank.id,
      userId: user.id,
      csr: key.request(),
      expiryDate,
    });
    const activatedAt = means.clock.now();
    means.clock.set(today);
    if (!active) return { key, certificate: first };
    const certificate = await means.register.change(async (tx) => {
      await tx.certificates.update({ ...first, state: 'active', activatedAt });
      return tx.certificates.get(first.id);
    });
    if (!certificate) throw new Error('the certificate was just recorded');
    return { key, certificate };
  }

  async function newcomer({ machine = false, contract: known, ...person }: Newcomer = {}) {
    const contract: Contract = known ?? {
      id: id(),
      bankId: bank.id,
      contractNumber: id().slice(0, 10),
      companyName: '株式会社あおば精機',
      closedAt: null,
    };
    const user = {
      id: id(),
      bankId: bank.id,
      contractId: contract.id,
      loginId: `user-${id().slice(0, 8)}`,
      name: '佐倉 恵子',
      role: 'administrator',
      suspendedAt: null,
      passwordHash: machine ? null : await means.passwords.hash('right password'),
      mailAddress: null,
      language: 'ja',
      mailBouncedAt: null,
      passwordFailures: 0,
      lockedUntil: null,
      lastLoginAt: null,
      ...person,
    } as const;
    await means.register.change(async (tx) => {
      if (!known) await tx.contracts.insert(contract);
      await tx.users.insert(user);
    });
    return { contract, user: { ...user, version: 1 } };
  }

  return {
    bank,
    issuer,
    newcomer,
    async customer({ daysLeft = 12, active = true, ...person } = {}) {
      const { contract, user } = await newcomer(person);
      const issued = await issueTo(user, addDays(today(), daysLeft), active);
      return { contract, user, ...issued };
    },
    furtherCertificate: (user, { daysLeft }) => issueTo(user, addDays(today(), daysLeft), true),
  };
}

async function makeIssuers(means: TestMeans, bank: Bank): Promise<Issuer> {
  const now = means.clock.wallClock();
  const [rootKey, caKey] = [`${bank.id}-root`, `${bank.id}-g1`];
  await means.signer.makeKey({ keyName: rootKey, kind: 'P-256' });
  await means.signer.makeKey({ keyName: caKey, kind: 'P-256' });
  const term = { notBefore: now - 3 * year, notAfter: now + 10 * year };
  const root = await certify({
    keyName: rootKey,
    build: async (fields) => buildRoot({ ...fields, signatureAlgorithm: 'ecdsa-with-SHA256' }),
    commonName: `${bank.id} Root`,
    by: 'self',
  });
  const ca = await certify({ keyName: caKey, build: buildCa, commonName: `${bank.id} CA G1`, by: root });
  const rootIssuer = record({ bankId: null, keyName: rootKey, der: root, issuedBy: null });
  const issuer = record({ bankId: bank.id, keyName: caKey, der: ca, issuedBy: rootIssuer.id });
  await means.register.change(async (tx) => {
    await tx.banks.insert(bank);
    await tx.issuers.insert(rootIssuer);
    await tx.issuers.insert(issuer);
  });
  return issuer;

  type Fields = Parameters<typeof buildIssuingCa>[0] extends infer F ? Omit<F, 'issuer'> : never;

  async function certify(input: {
    keyName: string;
    commonName: string;
    build: (fields: Fields & object) => Promise<Uint8Array>;
    by: Uint8Array | 'self';
  }): Promise<Uint8Array> {
    const publicKey = parsePublicKey(await means.signer.publicKeyOf(input.keyName));
    const tbs = await input.build({
      ...term,
      serialNumber: serialNumberFrom(randomBytes(16)),
      subject: encodeName({ country: 'JP', organization: bank.name.ja, commonName: input.commonName }),
      publicKey: publicKey.der,
      subjectKeyIdentifier: keyIdentifierFrom(means.mathematics.sha256(keyIdentifierInput(publicKey))),
    });
    const linted = acceptForSigning(tbs, {
      profile: input.by === 'self' ? 'root' : 'issuing-ca',
      issuer: input.by === 'self' ? 'self' : parseCertificate(input.by),
    });
    if (!linted.accepted) throw new Error(JSON.stringify(linted.findings));
    const signature = await means.signer.sign({ keyName: rootKey, tbs: linted });
    return assembleCertificate({ linted, signatureAlgorithm: linted.signatureAlgorithm, signature });
  }

  async function buildCa(fields: Fields & object): Promise<Uint8Array> {
    const parsed = parseCertificate(root);
    return buildIssuingCa({
      ...fields,
      issuer: prepareIssuer({
        signatureAlgorithm: 'ecdsa-with-SHA256',
        name: parsed.subject.der,
        authorityKeyIdentifier: parsed.extensions.subjectKeyIdentifier ?? new Uint8Array(),
        crlUrl: `${means.statusUrl}/crl/root.crl`,
        caIssuersUrl: `${means.statusUrl}/ca/root.crt`,
        ocspUrl: `${means.statusUrl}/ocsp/root`,
      }),
    });
  }

  function record(input: { bankId: string | null; keyName: string; der: Uint8Array; issuedBy: string | null }): Issuer {
    return {
      id: id(),
      bankId: input.bankId,
      generation: 1,
      keyName: input.keyName,
      certificateDer: input.der,
      issuedBy: input.issuedBy,
      notBefore: instant(term.notBefore),
      notAfter: instant(term.notAfter),
      takesOverAt: null,
      revocation: null,
    };
  }
}
