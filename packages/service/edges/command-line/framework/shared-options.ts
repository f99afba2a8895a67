import type { OptionSpec } from './command-spec.ts';

export const jsonOption = 'json';

/** What every command has beside its own. */
export const sharedOptions: Readonly<Record<string, OptionSpec>> = {
  [jsonOption]: {
    kind: 'flag',
    value: '',
    about: { ja: '結果を1行のJSONで出力します', en: 'answers with one line of JSON' },
  },
  config: {
    kind: 'text',
    value: 'FILE',
    about: { ja: '設定ファイル（KOSHIN_CONFIGより優先）', en: 'the configuration file, before KOSHIN_CONFIG' },
  },
};
