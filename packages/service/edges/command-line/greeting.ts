import type { Language } from './language.ts';

/** What a person at a terminal reads when everything is ready. */
export function greeting(
  language: Language,
  { demo, status, portals }: { readonly demo: boolean; readonly status: string; readonly portals: readonly string[] },
): string {
  const where = demo ? [status] : portals;
  const lines =
    language === 'ja'
      ? [
          demo ? 'Koshinのデモを起動しました。ブラウザで次のページを開いてください。' : 'Koshinを起動しました。',
          ...where.map((url) => `  ${url}`),
          ...(demo
            ? ['Linuxでは、別の端末で npm run demo:browser を実行すると、準備の済んだブラウザが開きます。']
            : []),
          '終了するには、Ctrl+C を押してください。',
        ]
      : [
          demo ? 'The Koshin demo is running. Open this page in your browser:' : 'Koshin is running.',
          ...where.map((url) => `  ${url}`),
          ...(demo
            ? ['On Linux, npm run demo:browser in another terminal opens a browser with everything set up.']
            : []),
          'Press Ctrl+C to end it.',
        ];
  return `\n${lines.join('\n')}\n\n`;
}
