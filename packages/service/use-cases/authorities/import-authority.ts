import { type CalendarDay, startOfDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { instant } from '@koshin/lifecycle/calendar/instant.ts';
import { judgeNewGeneration } from '@koshin/lifecycle/certificates/new-generation.ts';
import { Refusal, refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { sameOctets } from '@koshin/pki/der/octets.ts';
import type { Certificate } from '@koshin/pki/x509/certificate.ts';
import type { Bank, BankId, Issuer, IssuerId } from '../../ports/register/records.ts';
import type { RegisterTransaction, RegisterView } from '../../ports/register/register.ts';
import type { Signer } from '../../ports/signer.ts';
import { systemAuditOf } from '../audit.ts';
import { issuerCertificate } from '../issuance/issuer-certificate.ts';
import type { Means } from '../means.ts';
import { newId } from '../secrets.ts';
import { judgeImport } from './judge-import.ts';

export interface AuthorityToImport {
  /** Null: a root. */
  readonly bankId: BankId | null;
  /** In DER: its own first, then those of its path, as far as they are not registered. */
  readonly certificates: readonly Uint8Array[];
  /** Its key, which is in the signer already. */
  readonly keyName: string;
  readonly signer: Signer;
  /** Null: a bank's first generation. */
  readonly takesOverOn: CalendarDay | null;
}

export interface ImportedAuthority {
  readonly issuer: Issuer;
  readonly warnings: readonly string[];
}

/** The name of the key of a CA above an imported one: it is not here, and no signer finds one by it. */
const keptElsewhere = 'kept-elsewhere';

/**
 * Takes over a CA that was made elsewhere, with the CAs above it. What it issued there is not known here: login does not
 * accept it and the CRL does not list it. Refuses what `judgeImport` and `judgeNewGeneration` refuse,
 * `issuer-exists` for a certificate that is registered, `signer-unavailable` for a key that is not there, and
 * `issuer-import-refused` {rule: key-differs}.
 */
export async function importAuthority(means: Means, asked: AuthorityToImport): Promise<ImportedAuthority> {
  // 1. Its certificate, and the path to its root.
  const registered = await means.register.read((tx) => tx.issuers.all());
  const { path, warnings } = await judgeImport(means, {
    given: asked.certificates,
    known: registered.map(issuerCertificate),
  });
  const [own] = path;
  if ((asked.bankId === null) !== (path.length === 1)) {
    const [expected, got] = path.length === 1 ? ['a CA under a root', 'a root'] : ['a root', 'a CA under one'];
    throw refused('issuer-import-refused', { rule: 'other-kind' }, { expected, got });
  }
  // 2. Its key.
  const held = await asked.signer.publicKeyOf(asked.keyName);
  if (!sameOctets(held, own.publicKey.der)) {
    const difference = { expected: "the key of the CA's certificate", got: 'another' };
    throw refused('issuer-import-refused', { rule: 'key-differs', keyName: asked.keyName }, difference);
  }
  // 3. Record it and the CAs above it that are not known yet, the root first.
  return means.register.change(async (tx) => {
    if (await findBy(tx, own)) throw refused('issuer-exists', { keyName: asked.keyName });
    let above: IssuerId | null = null;
    for (const certificate of path.slice(1).reverse()) {
      const known = await findBy(tx, certificate);
      above = known?.id ?? (await record(means, tx, { certificate, issuedBy: above })).id;
    }
    const generations = asked.bankId === null ? await rootsOf(tx) : await tx.issuers.ofBank(asked.bankId);
    const bank = asked.bankId === null ? null : await bankOf(tx, asked.bankId);
    if (bank) judge(means, { bank, generations, path, takesOverOn: asked.takesOverOn });
    const issuer = await record(means, tx, {
      certificate: own,
      issuedBy: above,
      bankId: asked.bankId,
      keyName: asked.keyName,
      generation: Math.max(0, ...generations.map(({ generation }) => generation)) + 1,
      takesOverAt: bank && asked.takesOverOn && startOfDay(asked.takesOverOn, bank.policy.zone),
    });
    return { issuer, warnings };
  });
}

async function record(
  means: Means,
  tx: RegisterTransaction,
  asked: Pick<Issuer, 'issuedBy'> & Partial<Issuer> & { readonly certificate: Certificate },
): Promise<Issuer> {
  const { certificate, ...fields } = asked;
  const issuer: Issuer = {
    bankId: null,
    generation: (await rootsOf(tx)).length + 1,
    keyName: keptElsewhere,
    takesOverAt: null,
    ...fields,
    id: newId<'issuer'>(means),
    certificateDer: certificate.der,
    notBefore: instant(certificate.notBefore),
    notAfter: instant(certificate.notAfter),
  };
  await tx.issuers.insert(issuer);
  const subject = { issuerId: issuer.id, generation: issuer.generation, imported: true };
  await systemAuditOf(means, tx, issuer.bankId)('issuer-created', subject);
  return issuer;
}

async function findBy(tx: RegisterView, { der }: Certificate): Promise<Issuer | null> {
  return (await tx.issuers.all()).find((one) => sameOctets(one.certificateDer, der)) ?? null;
}

async function rootsOf(tx: RegisterView): Promise<readonly Issuer[]> {
  return (await tx.issuers.all()).filter(({ bankId }) => bankId === null);
}

async function bankOf(tx: RegisterView, bankId: BankId): Promise<Bank> {
  const bank = await tx.banks.get(bankId);
  if (!bank) throw refused('not-found', { bank: bankId });
  return bank;
}

function judge(
  means: Means,
  asked: {
    readonly bank: Bank;
    readonly generations: readonly Issuer[];
    readonly path: readonly [Certificate, ...Certificate[]];
    readonly takesOverOn: CalendarDay | null;
  },
): void {
  const { bank, generations, takesOverOn } = asked;
  const [term, issuer] = asked.path.map(({ notBefore, notAfter }) => ({
    notBefore: instant(notBefore),
    notAfter: instant(notAfter),
  }));
  if (!term || !issuer) throw new Error("a bank's CA has an issuer");
  const now = means.clock.now();
  const refusal = judgeNewGeneration({ generations, takesOverOn, term, issuer, policy: bank.policy, now });
  if (refusal) throw new Refusal(refusal);
}
