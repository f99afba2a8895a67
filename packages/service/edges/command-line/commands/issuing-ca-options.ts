import type { addGeneration } from '../../../use-cases/authorities/add-generation.ts';
import type { Call, OptionSpec } from '../framework/command-spec.ts';
import { rootKeyOptions, rootSignerOf } from './root-keys.ts';

export const keyKinds = ['P-256', 'P-384', 'RSA-3072', 'RSA-4096'] as const;

/** What `ca init` and `ca rollover` have in common. */
export const authorityOptions: Readonly<Record<string, OptionSpec>> = {
  name: {
    kind: 'text',
    value: 'NAME',
    about: { ja: '認証局の名称（CN）', en: 'its name (CN)' },
  },
  'key-kind': {
    kind: 'text',
    value: 'KIND',
    about: { ja: `鍵の種類：${keyKinds.join('、')}`, en: `the kind of its key: ${keyKinds.join(', ')} [P-256]` },
  },
  'key-name': {
    kind: 'text',
    value: 'NAME',
    about: { ja: '鍵の名前。すでにある鍵も使えます', en: 'the name of its key; one that is there already is used' },
  },
  years: {
    kind: 'text',
    value: 'N',
    about: { ja: '有効年数 [ルート20、発行局10]', en: 'how many years it lives [root 20, issuing CA 10]' },
  },
  issuer: {
    kind: 'text',
    value: 'ID',
    about: { ja: '署名するルート。ルートが1つなら不要', en: 'the root that signs it; not needed where there is one' },
  },
  ...rootKeyOptions,
};

type GenerationToAdd = Parameters<typeof addGeneration>[1];

/** All but whose it is and when it takes over. */
export function generationAsked(call: Call): Omit<GenerationToAdd, 'bankId' | 'takesOverOn'> {
  const { given } = call;
  return {
    issuerId: given.text('issuer'),
    rootSigner: rootSignerOf(call),
    keyName: given.text('key-name'),
    keyKind: given.oneOf('key-kind', keyKinds),
    commonName: given.text('name'),
    years: given.number('years', { min: 1, max: 30, otherwise: 10 }),
  };
}
