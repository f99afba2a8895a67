import { X509Certificate } from 'node:crypto';
import type { PageAnswer } from '@koshin/wire/helper/page-messages.ts';
import type { ThrowawayCa } from '../throwaway-ca.ts';
import type { Asked } from './helper-pc.ts';
import { install, type MakeKey, sendRequest } from './requests.ts';

interface Means {
  readonly made: MakeKey;
  /** Of the certificate, for two days. */
  readonly ca: ThrowawayCa;
  /** Asks the extension; whatever windows come are its to answer. */
  readonly ask: (asked: Asked) => Promise<PageAnswer>;
}

/** As the portal does it: a key, a request signed with it, and the certificate for it saved. Throws at the first refusal. */
export async function obtainCertificate({ made, ca, ask }: Means) {
  const key = await ask(made);
  if (key.answer !== 'key-made') throw new Error(`no key: ${JSON.stringify(key)}`);
  const request = await ask(sendRequest(made, key.keyDigest));
  if (request.answer !== 'request') throw new Error(`no request: ${JSON.stringify(request)}`);
  const certificate = new X509Certificate(ca.certify(Buffer.from(request.csr, 'base64'), 2));
  const asked = install(made, key.keyDigest, certificate.raw);
  const installed = await ask(asked);
  if (installed.answer !== 'installed') throw new Error(`not installed: ${JSON.stringify(installed)}`);
  return { made, key, certificate, asked, installed };
}
