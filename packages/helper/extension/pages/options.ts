import type { ExtensionApi } from '../browser/extension-api.ts';
import { allowedByUser, allowedOrigins } from '../core/sites.ts';
import { type Language, say } from '../texts/questions.ts';
import { button, element } from './question.ts';

declare const chrome: ExtensionApi;

const language: Language = navigator.language.startsWith('ja') ? 'ja' : 'en';

/** The sites that the user has allowed, each of which can be taken back. */
async function show(said: string): Promise<void> {
  const origins = await allowedOrigins(chrome.storage.local);
  const takeBack = async (origin: string) => {
    await chrome.storage.local.set({ [allowedByUser]: origins.filter((other) => other !== origin) });
    await show(say('options.takenBack', language, { origin }));
  };
  const items = origins.map((origin) =>
    element(
      'li',
      {},
      button(say('options.takeBack', language, { origin }), () => void takeBack(origin)),
    ),
  );
  const status = element('p', { text: said });
  status.setAttribute('role', 'status');
  document.documentElement.lang = language;
  document.title = say('options.title', language);
  document.body.replaceChildren(
    element(
      'main',
      { className: 'dialog' },
      element('h1', { text: document.title }),
      element('p', { text: say(origins.length > 0 ? 'options.body' : 'options.none', language) }),
      element('ul', {}, ...items),
      status,
    ),
  );
}

await show('');
