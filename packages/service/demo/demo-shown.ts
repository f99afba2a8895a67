import { encodePem } from '@koshin/pki/pem/pem.ts';
import type { Bank, Issuer } from '../ports/register/records.ts';
import { chainOf } from '../use-cases/issuance/chain-of.ts';
import type { Means } from '../use-cases/means.ts';
import { ensureCertificateFile } from './certificate-file.ts';
import { listDemoAccounts } from './demo-accounts.ts';
import type { DemoFolder } from './demo-folder.ts';
import type { Seeded, SeededCertificate } from './seed.ts';

interface SetUp {
  readonly means: Means;
  readonly folder: DemoFolder;
  readonly banks: readonly Bank[];
  readonly seeded: Seeded;
  readonly portalUrl: (bankId: string) => string;
}

/** What the demo shows of itself: nothing at first, its root when that is made, all when it is set up. */
export class DemoShown {
  #root: string | null = null;
  #setUp: SetUp | null = null;
  readonly #files = new Map<string, Promise<Uint8Array>>();

  rootMade({ certificateDer }: Issuer): void {
    this.#root = encodePem('CERTIFICATE', certificateDer);
  }

  setUp(setUp: SetUp): void {
    this.#setUp = setUp;
  }

  root(): string | null {
    return this.#root;
  }

  async state() {
    if (this.#setUp === null) return null;
    const { means, banks, portalUrl } = this.#setUp;
    return {
      now: means.clock.now(),
      banks: banks.map(({ id, name }) => ({ id, name, portalUrl: portalUrl(id) })),
      accounts: await listDemoAccounts(means, this.#setUp),
    };
  }

  /** One making for all who ask at the same time; null for an unknown name. */
  async certificateFile(fileName: string): Promise<Uint8Array | null> {
    const seeded = this.#setUp?.seeded.certificates.find((one) => one.fileName === fileName);
    if (!this.#setUp || !seeded) return null;
    const making = this.#files.get(fileName) ?? makeFile(this.#setUp, seeded);
    this.#files.set(fileName, making);
    return making.finally(() => this.#files.delete(fileName));
  }
}

async function makeFile(
  { means, folder }: SetUp,
  { fileName, key, certificateId }: SeededCertificate,
): Promise<Uint8Array> {
  const { certificate, chain } = await means.register.read(async (tx) => {
    const certificate = await tx.certificates.get(certificateId);
    return { certificate, chain: certificate ? await chainOf(tx, certificate.issuerId) : [] };
  });
  if (!certificate) throw new Error(`the demo's certificate ${certificateId} is not in the register`);
  // The issuing CA goes along, the root does not: to trust it is a step of its own.
  const file = { folder, chance: means.chance, fileName, pkcs8: key.pkcs8, certificate, chain: chain.slice(0, 1) };
  return ensureCertificateFile(file);
}
