import { addGeneration } from '../../../use-cases/authorities/add-generation.ts';
import { initRoot } from '../../../use-cases/authorities/init-root.ts';
import { publishCrls } from '../../../use-cases/revocation/publish-crls.ts';
import type { Call, CommandSpec, Outcome } from '../framework/command-spec.ts';
import { authorityMade } from './authority-view.ts';
import { authorityOptions, generationAsked, keyKinds } from './issuing-ca-options.ts';
import { rootSignerOf } from './root-keys.ts';

export const caInit: CommandSpec = {
  noun: 'ca',
  verb: 'init',
  about: {
    ja: 'ルート（--root）、または金庫の最初の発行局（--bank）を作ります',
    en: "makes a root (--root), or a bank's first issuing CA (--bank)",
  },
  options: {
    root: { kind: 'flag', value: '', about: { ja: 'ルートを作ります', en: 'makes a root' } },
    bank: {
      kind: 'text',
      value: 'ID',
      about: { ja: 'この金庫の発行局を作ります', en: "makes this bank's issuing CA" },
    },
    ...authorityOptions,
    organization: {
      kind: 'text',
      value: 'NAME',
      about: { ja: 'ルートの組織名（O）', en: "the root's organization (O)" },
    },
    country: { kind: 'text', value: 'CC', about: { ja: 'ルートの国（C）[JP]', en: "the root's country (C) [JP]" } },
    further: {
      kind: 'flag',
      value: '',
      about: { ja: 'すでにあるルートに加えて、もう1つ作ります', en: 'a further root, beside those that are there' },
    },
  },
  async run(call) {
    const { given } = call;
    const bankId = given.text('bank');
    if (given.flag('root') === (bankId !== null)) throw given.wrong('either --root or --bank says what is made');
    return bankId === null ? makeRoot(call) : makeIssuingCa(call, bankId);
  },
};

async function makeRoot(call: Call): Promise<Outcome> {
  const { means, given, language } = call;
  const organization = given.text('organization');
  const country = given.text('country') ?? 'JP';
  if (!/^[A-Z]{2}$/.test(country)) throw given.wrong('--country takes two capital letters, like JP');
  const signer = rootSignerOf(call);
  const made = await initRoot(means, {
    name: { country, ...(organization === null ? {} : { organization }), commonName: given.needed('name') },
    keyKind: given.oneOf('key-kind', keyKinds),
    keyName: given.text('key-name'),
    years: given.number('years', { min: 1, max: 40, otherwise: 20 }),
    further: given.flag('further'),
    signer,
  });
  // While its key is at hand: what it signs names the address of this CRL.
  await publishCrls({ ...means, signer }, 'when-due', ({ id }) => id === made.issuer.id);
  return authorityMade(means, made, language);
}

async function makeIssuingCa(call: Call, bankId: string): Promise<Outcome> {
  const made = await addGeneration(call.means, { ...generationAsked(call), bankId, takesOverOn: null });
  return authorityMade(call.means, made, call.language);
}
