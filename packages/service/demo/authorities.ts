import { addYears, dayOf, startOfDay, type TimeZone, timeZone } from '@koshin/lifecycle/calendar/calendar-day.ts';
import type { Instant } from '@koshin/lifecycle/calendar/instant.ts';
import { notAfterOf } from '@koshin/lifecycle/certificates/term.ts';
import { encodeName } from '@koshin/pki/x509/name.ts';
import type { Bank, Issuer } from '../ports/register/records.ts';
import type { RegisterView } from '../ports/register/register.ts';
import type { Signer } from '../ports/signer.ts';
import { systemAuditOf } from '../use-cases/audit.ts';
import { certifyAuthority } from '../use-cases/authorities/certify-authority.ts';
import { ensureKey } from '../use-cases/authorities/ensure-key.ts';
import { issuerCertificate } from '../use-cases/issuance/issuer-certificate.ts';
import type { Means } from '../use-cases/means.ts';
import { newId } from '../use-cases/secrets.ts';

const zone: TimeZone = timeZone('Asia/Tokyo');

/** CAs are older than what they issued, and the demo's certificates were issued in the past. Real time: browsers go by it. */
const rootAge = 3;
const rootYears = 20;
const issuingAge = 2;
const issuingYears = 10;

interface Authority {
  readonly bank: Bank | null;
  readonly keyName: string;
  readonly name: Uint8Array;
  readonly issuedBy: Issuer | null;
  readonly term: { readonly notBefore: Instant; readonly notAfter: Instant };
}

/**
 * The demo's own root; made at the first start, the same ever after.
 * Throws RangeError when the register's root has its key elsewhere.
 */
export function ensureRoot(means: Means): Promise<Issuer> {
  return ensureAuthority(means, {
    bank: null,
    keyName: 'demo-root-g1',
    name: encodeName({ country: 'JP', organization: 'Koshin Demo', commonName: 'Koshin Demo Root' }),
    issuedBy: null,
    term: termFrom(means, rootAge, rootYears),
  });
}

/** A bank's first issuing CA, under the demo's root. The bank is in the register. */
export function ensureIssuingCa(means: Means, { bank, root }: { bank: Bank; root: Issuer }): Promise<Issuer> {
  return ensureAuthority(means, {
    bank,
    keyName: `${bank.id}-g1`,
    name: encodeName({ country: 'JP', organization: bank.name.ja, commonName: `${bank.name.ja} 法人認証局 G1` }),
    issuedBy: root,
    term: termFrom(means, issuingAge, issuingYears),
  });
}

function termFrom({ clock }: Means, age: number, years: number): Authority['term'] {
  const from = addYears(dayOf(clock.wallClock(), zone), -age);
  return { notBefore: startOfDay(from, zone), notAfter: notAfterOf(addYears(from, years), zone) };
}

/** Safe to be cut off anywhere and called again: what is in the register first, stays. */
async function ensureAuthority(means: Means, authority: Authority): Promise<Issuer> {
  const { keyName } = authority;
  // 1. It may be there already.
  const known = await means.register.read((tx) => findByKey(tx, keyName));
  if (known) return withItsKey(means, known);
  // 2. Its key may be there, when the last start was cut off here.
  const { publicKey } = await ensureKey(means.signer, { keyName, kind: 'P-256' });
  // 3. Its certificate.
  const issuer: Issuer = {
    id: newId<'issuer'>(means),
    bankId: authority.bank?.id ?? null,
    generation: 1,
    keyName,
    certificateDer: await certifyAuthority(
      means,
      { subject: authority.name, publicKey, term: authority.term, issuedBy: authority.issuedBy },
      { signer: means.signer, keyName: authority.issuedBy?.keyName ?? keyName },
    ),
    issuedBy: authority.issuedBy?.id ?? null,
    takesOverAt: null,
    revocation: null,
    ...authority.term,
  };
  // 4. Record it, unless another start was quicker.
  return means.register.change(async (tx) => {
    const first = await findByKey(tx, keyName);
    if (first) return first;
    await tx.issuers.insert(issuer);
    await systemAuditOf(means, tx, issuer.bankId)('issuer-created', { issuerId: issuer.id });
    return issuer;
  });
}

async function findByKey(tx: RegisterView, keyName: string): Promise<Issuer | null> {
  const issuers = await tx.issuers.all();
  return issuers.find((issuer) => issuer.keyName === keyName) ?? null;
}

/** A database and a data folder that do not belong together are told apart here, not at the first renewal. */
async function withItsKey({ signer }: Means, issuer: Issuer): Promise<Issuer> {
  const held = await publicKeyIn(signer, issuer.keyName);
  const certified = issuerCertificate(issuer).publicKey.der;
  if (held && Buffer.from(held).equals(certified)) return issuer;
  throw new RangeError(`the data folder does not hold the key ${issuer.keyName} of this database's CA`);
}

async function publicKeyIn(signer: Signer, keyName: string): Promise<Uint8Array | null> {
  return signer.publicKeyOf(keyName).catch(() => null);
}
