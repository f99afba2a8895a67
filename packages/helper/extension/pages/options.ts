import type { ExtensionApi } from '../browser/extension-api.ts';
import { allowedOrigins, takeBack } from '../core/sites.ts';
import { type Language, say } from '../texts/questions.ts';
import { button, element } from './question.ts';

declare const chrome: ExtensionApi;

const language: Language = navigator.language.startsWith('ja') ? 'ja' : 'en';

/** Stays where it is while the rest is drawn anew: words that come into it are read out. */
const status = element('p');
status.setAttribute('role', 'status');
status.tabIndex = -1;

/** The sites that the user has allowed, each of which can be taken back. */
async function sitesAllowed(): Promise<HTMLElement> {
  const origins = await allowedOrigins(chrome.storage.local);
  const items = origins.map((origin) =>
    element(
      'li',
      {},
      button(say('options.takeBack', language, { origin }), () => void onTakeBack(origin)),
    ),
  );
  return element(
    'div',
    {},
    element('p', { text: say(items.length > 0 ? 'options.body' : 'options.none', language) }),
    element('ul', {}, ...items),
  );
}

async function onTakeBack(origin: string): Promise<void> {
  await takeBack(chrome.storage.local, origin);
  list.replaceChildren(await sitesAllowed());
  status.textContent = say('options.takenBack', language, { origin });
  // The button that had the focus is gone.
  status.focus();
}

document.documentElement.lang = language;
document.title = say('options.title', language);
const list = element('div', {}, await sitesAllowed());
document.body.replaceChildren(
  element('main', { className: 'dialog' }, element('h1', { text: document.title }), list, status),
);
