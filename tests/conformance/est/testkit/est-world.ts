import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodePem } from '@koshin/pki/pem/pem.ts';
import { parseCertificate } from '@koshin/pki/x509/certificate.ts';
import { issueAcquisitionCode } from '@koshin/service/use-cases/acquisition/issue-acquisition-code.ts';
import { type TestBank, type TestCustomer, testBank } from '../../../testkit/bank/test-bank.ts';
import { type TestEst, testEst } from '../../../testkit/bank/test-est.ts';
import { type TestMeans, testMeans } from '../../../testkit/bank/test-means.ts';
import { runSoundly, runTool } from './run-tool.ts';

export interface EstWorld {
  readonly means: TestMeans;
  readonly bank: TestBank;
  readonly est: TestEst;
  /** Where tools find and leave their files; `server-ca.pem`, `root.pem` and `issuer.pem` are there. */
  readonly folder: string;
  /** `https://localhost:<port>/.well-known/est/mihon` */
  readonly url: string;
  /** For strongSwan, which writes the rest of the path itself and knows no labels: `https://localhost:<port>/mihon`. */
  readonly urlBefore: string;
  path(name: string): string;
  read(name: string): Buffer;
  write(name: string, content: Uint8Array | string): string;
  run(tool: Parameters<typeof runTool>[0], ...args: readonly string[]): Promise<Buffer>;
  attempt(tool: Parameters<typeof runTool>[0], ...args: readonly string[]): ReturnType<typeof runTool>;
  /** `loginId:code` of a machine that has no certificate yet. */
  newcomer(): Promise<{ readonly userpass: string; readonly userId: string }>;
  /** A machine with a certificate in its window; `<name>.pem` and `<name>.key` are written. */
  machine(name: string): Promise<TestCustomer>;
  /** A P-256 key (`<name>.key`) and a request in DER (`<name>.csr`) by OpenSSL, with the subject of a certificate. */
  requestBySsl(name: string, of?: { readonly der: Uint8Array }): Promise<string>;
  close(): Promise<void>;
}

/** One bank with its EST role, for clients of others. */
export async function estWorld(): Promise<EstWorld> {
  const means = await testMeans();
  // Tools check by the real clock what they are given.
  means.clock.set(new Date(Math.floor(Date.now() / 1000) * 1000).toISOString());
  const bank = await testBank(means);
  const est = await testEst(means);
  const folder = mkdtempSync(join(tmpdir(), 'koshin-est-'));
  const path = (name: string) => join(folder, name);
  const write = (name: string, content: Uint8Array | string) => {
    writeFileSync(path(name), content);
    return path(name);
  };
  const root = await means.register.read((tx) => tx.issuers.get(bank.issuer.issuedBy ?? ''));
  write('server-ca.pem', est.serverCa);
  write('root.pem', encodePem('CERTIFICATE', root?.certificateDer ?? new Uint8Array()));
  write('issuer.pem', encodePem('CERTIFICATE', bank.issuer.certificateDer));
  const run: EstWorld['run'] = (tool, ...args) => runSoundly(tool, args, { cwd: folder });
  return {
    means,
    bank,
    est,
    folder,
    url: `https://localhost:${est.port}/.well-known/est/mihon`,
    urlBefore: `https://localhost:${est.port}/mihon`,
    path,
    write,
    read: (name) => readFileSync(path(name)),
    run,
    attempt: (tool, ...args) => runTool(tool, args, { cwd: folder }),
    async newcomer() {
      const { user } = await bank.newcomer({ machine: true });
      const { code } = await issueAcquisitionCode(means, { bankId: bank.bank.id, loginId: user.loginId });
      return { userpass: `${user.loginId}:${code}`, userId: user.id };
    },
    async machine(name) {
      const customer = await bank.customer({ machine: true });
      write(`${name}.pem`, encodePem('CERTIFICATE', customer.certificate.der));
      write(`${name}.key`, customer.key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
      return customer;
    },
    async requestBySsl(name, of) {
      const subject = of ? subjectFor(of) : '/CN=machine';
      await run('openssl', 'genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', `${name}.key`);
      const files = ['-key', `${name}.key`, '-outform', 'DER', '-out', `${name}.csr`];
      await run('openssl', 'req', '-new', '-utf8', '-subj', subject, ...files);
      return path(`${name}.csr`);
    },
    async close() {
      await est.stop();
      await means.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** As `openssl req -subj` takes it. */
function subjectFor({ der }: { readonly der: Uint8Array }): string {
  const { attributes } = parseCertificate(der).subject;
  const escaped = (value: string) => value.replaceAll(/[/\\+]/g, '\\$&');
  return attributes.map(({ type, value }) => `/${type}=${escaped(value)}`).join('');
}
