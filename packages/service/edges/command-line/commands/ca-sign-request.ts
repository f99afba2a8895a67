import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { DerError } from '@koshin/pki/der/error.ts';
import { encodePem, parsePem } from '@koshin/pki/pem/pem.ts';
import { certifyRequest } from '../../../use-cases/authorities/certify-request.ts';
import type { CommandSpec } from '../framework/command-spec.ts';
import { authorityOptions } from './issuing-ca-options.ts';
import { rootKeyOptions, rootSignerOf } from './root-keys.ts';

const { issuer } = authorityOptions;

export const caSignRequest: CommandSpec = {
  noun: 'ca',
  verb: 'sign-request',
  about: {
    ja: 'ルートのある機械で発行局の要求に署名し、電子証明書とルートの証明書（PEM）を出力します',
    en: "signs an issuing CA's request where the root is kept; writes its certificate and the root's (PEM)",
  },
  options: {
    file: {
      kind: 'file',
      value: 'FILE',
      needed: true,
      about: { ja: 'ca request が出力した要求（PEM）', en: 'the request (PEM), as ca request wrote it' },
    },
    years: {
      kind: 'text',
      value: 'N',
      about: { ja: '有効年数 [10]', en: 'how many years it lives [10]' },
    },
    ...(issuer && { issuer }),
    ...rootKeyOptions,
  },
  async run(call) {
    const { means, given } = call;
    const { certificateDer, root } = await certifyRequest(means, {
      request: requestIn(given.file('file') ?? given.missing('file')),
      issuerId: given.text('issuer'),
      rootSigner: rootSignerOf(call),
      years: given.number('years', { min: 1, max: 30, otherwise: 10 }),
    });
    const certificate = encodePem('CERTIFICATE', certificateDer);
    const above = encodePem('CERTIFICATE', root.certificateDer);
    return {
      json: { certificate, issuer: root.id, issuerCertificate: above },
      lines: [certificate.trimEnd(), above.trimEnd()],
    };
  },
};

function requestIn(text: string): Uint8Array {
  try {
    return parsePem(text, 'CERTIFICATE REQUEST');
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    throw refused('csr-malformed', { offset: error.offset }, { got: error.message });
  }
}
