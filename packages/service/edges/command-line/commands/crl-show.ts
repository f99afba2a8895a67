import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { encodePem } from '@koshin/pki/pem/pem.ts';
import type { CommandSpec } from '../framework/command-spec.ts';

export const crlShow: CommandSpec = {
  noun: 'crl',
  verb: 'show',
  about: { ja: '認証局の公開中のCRL（PEM）', en: 'writes the CRL of a CA that is published now (PEM)' },
  operand: { value: 'ID', about: { ja: '認証局のID（ca list）', en: 'the id of the CA, as ca list shows it' } },
  options: {
    shard: { kind: 'text', value: 'N', about: { ja: '分割の番号 [0]', en: 'the number of its shard [0]' } },
  },
  async run({ means, given }) {
    const issuerId = given.operand ?? '';
    const shard = given.number('shard', { min: 0, max: 999_999, otherwise: 0 });
    const crl = await means.register.read((tx) => tx.crls.published({ issuerId, shard }));
    if (!crl) throw refused('not-found', { id: issuerId, shard });
    const text = encodePem('X509 CRL', crl.der);
    return { json: { issuer: issuerId, shard, number: crl.number, crl: text }, lines: [text.trimEnd()] };
  },
};
