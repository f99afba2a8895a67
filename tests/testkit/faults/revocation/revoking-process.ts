// A node that does nothing but CRLs, for tests that kill it: it publishes what is due, says how the CRL stands then, and
// revokes a certificate or a CA; it dies where it is told. Told on its command line how, as JSON.

import { writeSync } from 'node:fs';
import { addDays, dayOf } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { instant } from '@koshin/lifecycle/calendar/instant.ts';
import { parseCertificateList } from '@koshin/pki/crl/certificate-list.ts';
import { parseToBeSignedList } from '@koshin/pki/crl/to-be-signed-list.ts';
import { fileSigner } from '@koshin/service/adapters/file-signer/file-signer.ts';
import { nodeMathematics } from '@koshin/service/adapters/node-mathematics/node-mathematics.ts';
import { openRegister } from '@koshin/service/adapters/register/open-register.ts';
import { systemChance } from '@koshin/service/adapters/system-chance/system-chance.ts';
import type { Signer } from '@koshin/service/ports/signer.ts';
import { addGeneration } from '@koshin/service/use-cases/authorities/add-generation.ts';
import { revokeAuthority } from '@koshin/service/use-cases/authorities/revoke-authority.ts';
import { issuerCertificate } from '@koshin/service/use-cases/issuance/issuer-certificate.ts';
import type { Means } from '@koshin/service/use-cases/means.ts';
import { publishCrls } from '@koshin/service/use-cases/revocation/publish-crls.ts';
import { revokeCertificate } from '@koshin/service/use-cases/revocation/revoke-certificate.ts';
import { memoryMailer } from '../../bank/memory-mailer.ts';
import { fair } from '../node/conditions.ts';
import { KillSwitch } from '../node/kill-switch.ts';
import { deadlyRegister } from '../ports/deadly-register.ts';
import { deadlySigner } from '../ports/deadly-signer.ts';
import { plainPasswords } from '../ports/plain-passwords.ts';
import type { RevokingStart, Told } from './revoking.ts';

const start: RevokingStart = JSON.parse(process.argv[2] ?? '');
const { place, keyFolder, passphrase, issuerId, killAt, clockShift, revoke } = start;
const tell = (told: Told) => void writeSync(1, `${JSON.stringify(told)}\n`);

const kill = new KillSwitch((said) => {
  if (said.say === 'passed') tell({ passed: said.point });
});
const files = fileSigner({ folder: keyFolder, passphrase });
const signer: Signer = {
  ...files,
  async sign(request) {
    const ours = (await register.read((tx) => tx.issuers.get(issuerId)))?.keyName === request.keyName;
    if (ours && request.tbs.kind === 'crl') {
      tell({ signing: parseToBeSignedList(request.tbs.bytes).extensions.crlNumber ?? 0 });
    }
    return files.sign(request);
  },
};
const register = await openRegister(place);
const now = () => instant(Date.now() + clockShift);
const means: Means = {
  register: deadlyRegister(register, kill),
  signer: deadlySigner(signer, { kill, say: () => {}, conditions: () => fair }),
  mailer: memoryMailer(),
  clock: { now, wallClock: now },
  chance: systemChance(),
  passwords: plainPasswords,
  weakKeys: new Set(),
  mathematics: nodeMathematics(),
  statusUrl: 'http://status.example',
};

await publishCrls(means);
const published = await register.read((tx) => tx.crls.published({ issuerId, shard: 0 }));
const list = published && parseCertificateList(published.der);
tell({ number: published?.number ?? 0, listed: list?.entries.map(({ serialNumber }) => serialNumber) ?? [] });
if (revoke === null) {
  kill.arm(killAt);
} else if ('certificateId' in revoke) {
  kill.arm(killAt);
  const by = { bankId: revoke.bankId, operatorId: null };
  await revokeCertificate(means, { certificateId: revoke.certificateId, reason: 'lost', by });
} else {
  const issuer = await furtherGeneration(revoke);
  tell({ authority: issuer.id, serial: issuerCertificate(issuer).serialNumber });
  kill.arm(killAt);
  const asked = { issuerId: issuer.id, rootSigner: means.signer, thoughCustomersLoseAccess: false };
  await revokeAuthority(means, { ...asked, reason: 'superseded' });
}
await register.close();

async function furtherGeneration({ bankId, takesOverIn }: { bankId: string; takesOverIn: number }) {
  const bank = await register.read((tx) => tx.banks.get(bankId));
  if (bank === null) throw new Error(`there is no bank ${bankId}`);
  const takesOverOn = addDays(dayOf(now(), bank.policy.zone), takesOverIn);
  const asked = {
    bankId,
    issuerId,
    rootSigner: means.signer,
    keyName: null,
    keyKind: 'P-256',
    commonName: null,
  } as const;
  return (await addGeneration(means, { ...asked, years: 5, takesOverOn })).issuer;
}
