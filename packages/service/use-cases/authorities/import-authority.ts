import { type CalendarDay, startOfDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { formatInstant, instant } from '@koshin/lifecycle/calendar/instant.ts';
import { judgeNewGeneration } from '@koshin/lifecycle/certificates/new-generation.ts';
import { Refusal, refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { parseCertificateList } from '@koshin/pki/crl/certificate-list.ts';
import { sameOctets } from '@koshin/pki/der/octets.ts';
import type { Certificate } from '@koshin/pki/x509/certificate.ts';
import type { Bank, BankId, Issuer, IssuerId } from '../../ports/register/records.ts';
import type { RegisterTransaction, RegisterView } from '../../ports/register/register.ts';
import type { Signer } from '../../ports/signer.ts';
import { systemAuditOf } from '../audit.ts';
import { issuerCertificate } from '../issuance/issuer-certificate.ts';
import type { Means } from '../means.ts';
import { newId } from '../secrets.ts';
import { type BroughtKey, holdKey } from './hold-key.ts';
import { idAsNamed } from './id-as-named.ts';
import { judgeImport } from './judge-import.ts';
import { keptElsewhere } from './kept-elsewhere.ts';
import { nextOf } from './name-of-generation.ts';

export interface AuthorityToImport {
  /** Null: a root. */
  readonly bankId: BankId | null;
  /** In DER: its own first, then those of its path, as far as they are not registered. */
  readonly certificates: readonly Uint8Array[];
  /** Its key's; null: `<bank>-g<generation>` or `root-g<generation>`, for a key that is brought along. */
  readonly keyName: string | null;
  /** Null: the key is in the signer already. */
  readonly key: BroughtKey | null;
  readonly signer: Signer;
  /** Null: a bank's first generation. */
  readonly takesOverOn: CalendarDay | null;
}

export interface ImportedAuthority {
  readonly issuer: Issuer;
  readonly warnings: readonly string[];
}

/**
 * Takes over a CA that was made elsewhere, with the CAs above it. What it issued there is not known here: login does not
 * accept it and the CRL does not list it. Refuses what `judgeImport` and `judgeNewGeneration` refuse,
 * `issuer-exists` for a certificate that is registered, `signer-unavailable` for a key that is not there, and
 * `issuer-import-refused` {rule: key-differs}, or {rule: revoked} where its issuer's CRL that is known here lists it.
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
  // 2. May it be? Its key would not leave the signer any more.
  const generation = nextOf(await means.register.read((tx) => generationsOf(tx, asked.bankId)));
  await means.register.read((tx) => judge(means, tx, { path, asked }));
  // 3. Its key.
  const keyName = asked.keyName ?? `${asked.bankId ?? 'root'}-g${generation}`;
  if (!(await holdKey(asked, { keyName, publicKey: own.publicKey.der }))) {
    const difference = { expected: "the key of the CA's certificate", got: 'another' };
    throw refused('issuer-import-refused', { rule: 'key-differs', keyName }, difference);
  }
  // 4. Record it and the CAs above it that are not known yet, the root first.
  return means.register.change(async (tx) => {
    const bank = await judge(means, tx, { path, asked });
    const generations = await generationsOf(tx, asked.bankId);
    if (nextOf(generations) !== generation) throw refused('changed-meanwhile');
    let above: IssuerId | null = null;
    for (const [index, certificate] of [...path.entries()].slice(1).reverse()) {
      const known = await findBy(tx, certificate);
      const id = idAsNamed(means, path[index - 1]) ?? newId<'issuer'>(means);
      above = known?.id ?? (await record(means, tx, { id, certificate, issuedBy: above })).id;
    }
    const issuer = await record(means, tx, {
      certificate: own,
      issuedBy: above,
      bankId: asked.bankId,
      keyName,
      generation,
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
    revocation: null,
    id: newId<'issuer'>(means),
    ...fields,
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

function generationsOf(tx: RegisterView, bankId: BankId | null): Promise<readonly Issuer[]> {
  return bankId === null ? rootsOf(tx) : tx.issuers.ofBank(bankId);
}

/** @returns the bank; null for a root */
async function judge(
  means: Means,
  tx: RegisterView,
  { path, asked }: { readonly path: readonly [Certificate, ...Certificate[]]; readonly asked: AuthorityToImport },
): Promise<Bank | null> {
  const { bankId, takesOverOn } = asked;
  const [own, issuer] = path;
  const known = await findBy(tx, own);
  if (known) throw refused('issuer-exists', { keyName: known.keyName, issuerId: known.id });
  if (bankId === null || !issuer) return null;
  const bank = await tx.banks.get(bankId);
  if (!bank) throw refused('not-found', { bank: bankId });
  await mustNotBeRevoked(tx, own, await findBy(tx, issuer));
  const refusal = judgeNewGeneration({
    generations: await tx.issuers.ofBank(bankId),
    takesOverOn,
    term: termOf(own),
    issuer: termOf(issuer),
    policy: bank.policy,
    now: means.clock.now(),
  });
  if (refusal) throw new Refusal(refusal);
  return bank;
}

/** By what is known here: the CRL of its issuer, where one was brought in before. */
async function mustNotBeRevoked(tx: RegisterView, { serialNumber }: Certificate, issuer: Issuer | null): Promise<void> {
  const crl = issuer && (await tx.crls.published({ issuerId: issuer.id, shard: 0 }));
  const entry = crl && parseCertificateList(crl.der).entries.find((one) => one.serialNumber === serialNumber);
  if (!entry) return;
  const got = `revoked at ${formatInstant(instant(entry.revokedAt))}`;
  throw refused(
    'issuer-import-refused',
    { rule: 'revoked' },
    { expected: "a CA that its issuer's CRL does not list", got },
  );
}

function termOf({ notBefore, notAfter }: Certificate) {
  return { notBefore: instant(notBefore), notAfter: instant(notAfter) };
}
