import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { BankPolicy } from '@koshin/lifecycle/policies/bank-policy.ts';
import { fileSigner } from '@koshin/service/adapters/file-signer/file-signer.ts';
import { nodeMathematics } from '@koshin/service/adapters/node-mathematics/node-mathematics.ts';
import { pkcs11Signer } from '@koshin/service/adapters/pkcs11-signer/pkcs11-signer.ts';
import type { TokenPlace } from '@koshin/service/adapters/pkcs11-signer/token/token.ts';
import { openRegister, type RegisterPlace } from '@koshin/service/adapters/register/open-register.ts';
import { systemChance } from '@koshin/service/adapters/system-chance/system-chance.ts';
import type { Register } from '@koshin/service/ports/register/register.ts';
import { memoryMailer } from '../../bank/memory-mailer.ts';
import { type TestBank, testBank } from '../../bank/test-bank.ts';
import { type TestMeans, testClock } from '../../bank/test-means.ts';
import { freshDatabase } from '../../fresh-database.ts';
import { freePort } from '../../network/free-port.ts';
import { takeCare } from '../../processes/take-care.ts';
import { throwawayCa } from '../../throwaway-ca.ts';
import { PlayedCustomer } from '../customer/played-customer.ts';
import type { NodeStart } from '../node/conditions.ts';
import { estDomain, portalDomain, presentationDomain } from '../node/conditions.ts';
import { ServiceNode } from '../node/service-node.ts';
import { plainPasswords } from '../ports/plain-passwords.ts';
import { makeCheapToOpen } from './cheap-keys.ts';

export type Engine = 'sqlite' | 'postgres';

/** One bank with its database, keys and server certificates, on which nodes are started, killed and started again. */
export interface FaultWorld {
  readonly engine: Engine;
  readonly bankId: string;
  /** For processes of other kinds than `startNode` starts. */
  readonly data: Pick<NodeStart, 'place' | 'keyFolder' | 'passphrase'>;
  /** PEM of the CA of the nodes' TLS certificates. */
  readonly serverCa: string;
  /** Each with one active certificate of 12 days. On SQLite only while no node runs. */
  newCustomers(count: number, asked?: { readonly machine?: boolean }): Promise<readonly PlayedCustomer[]>;
  /** Looks into the register itself. On SQLite only while no node runs. */
  inspect<T>(look: (register: Register) => Promise<T>): Promise<T>;
  /** A node on the same data and, when it is the only one, on the same ports as the one before. */
  startNode(
    differing?: Partial<Pick<NodeStart, 'deliberate' | 'seed'>> & { readonly second?: boolean },
  ): Promise<ServiceNode>;
  drop(): Promise<void>;
}

const passphrase = 'of the killed nodes';

/** @param token where the CA keys are; null: in files */
export async function faultWorld(
  engine: Engine,
  policy: Partial<BankPolicy> = {},
  token: TokenPlace | null = null,
): Promise<FaultWorld> {
  // 1. A folder for all that is no database, and the database.
  const folder = mkdtempSync(join(tmpdir(), 'koshin-faults-'));
  const care = takeCare({ run: [], remove: [folder] });
  const database = await freshDatabase(engine);
  const place: RegisterPlace =
    database.engine === 'sqlite'
      ? { sqlite: { folder: dirname(database.path) } }
      : { postgres: { url: database.url, poolSize: 6 } };

  // 2. The register is open here only while it is used, as SQLite's has one owner.
  let open: Register | null = null;
  const keyFolder = join(folder, 'keys');
  const signer = token === null ? fileSigner({ folder: keyFolder, passphrase }) : pkcs11Signer(token);
  const means: TestMeans = {
    get register() {
      if (open === null) throw new Error('the register is not open');
      return open;
    },
    signer: { ...signer, fail: () => {}, signatures: () => 0 },
    mailer: memoryMailer(),
    clock: testClock(new Date().toISOString()),
    chance: systemChance(),
    passwords: plainPasswords,
    weakKeys: new Set(),
    mathematics: nodeMathematics(),
    statusUrl: 'http://status.example',
    close: async () => {},
  };
  const inspect = async <T>(look: (register: Register) => Promise<T>): Promise<T> => {
    open = await openRegister(place);
    try {
      return await look(open);
    } finally {
      await open.close();
      open = null;
    }
  };

  // 3. The bank, with keys that are quick to open.
  let bank: TestBank | null = null;
  await inspect(async () => {
    bank = await testBank(means, { policy });
  });
  if (token === null) await makeCheapToOpen(keyFolder, passphrase);

  // 4. What the nodes show, and an empty page.
  const ca = throwawayCa('servers of the killed nodes');
  const tls = {
    portal: ca.server(`*.${portalDomain}`),
    presentation: ca.server(`*.${presentationDomain}`),
    est: ca.server(estDomain),
  };
  ca.remove();
  const webRoot = join(folder, 'web');
  mkdirSync(join(webRoot, 'assets'), { recursive: true });
  writeFileSync(join(webRoot, 'index.html'), '<!doctype html><html lang="x"><title>page</title></html>');
  const ports = [
    [await freePort(), await freePort(), await freePort()],
    [await freePort(), await freePort(), await freePort()],
  ] as const;

  return {
    engine,
    bankId: 'mihon',
    data: { place, keyFolder, passphrase },
    serverCa: ca.certificate,
    newCustomers: (count, asked = {}) =>
      inspect(async () => {
        if (bank === null) throw new Error('the bank is made first');
        means.clock.set(new Date().toISOString());
        const customers: PlayedCustomer[] = [];
        while (customers.length < count) {
          customers.push(new PlayedCustomer(await bank.customer(asked), { bankId: 'mihon', serverCa: ca.certificate }));
        }
        return customers;
      }),
    inspect,
    startNode({ deliberate = null, seed = 1, second = false } = {}) {
      const [portal, presentation, est] = ports[second ? 1 : 0];
      const shown = ({ key, certificate }: { key: string; certificate: string }, port: number) => ({
        key,
        cert: certificate,
        port,
      });
      const start: NodeStart = {
        place,
        keyFolder,
        passphrase,
        token,
        webRoot,
        deliberate,
        seed,
        portal: shown(tls.portal, portal),
        presentation: shown(tls.presentation, presentation),
        est: shown(tls.est, est),
      };
      return ServiceNode.start(start);
    },
    async drop() {
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
      care.dismiss();
    },
  };
}
