import type { ExtensionApi } from '../browser/extension-api.ts';
import type { PageWord } from '../core/page-words.ts';
import type { Question } from '../core/question.ts';

declare const chrome: ExtensionApi;

type Said = PageWord extends infer Word ? (Word extends PageWord ? Omit<Word, 'nonce'> : never) : never;

/** Milliseconds: a browser puts a background to sleep after 30 s without messages. */
const beat = 20_000;

const nonce = location.hash.slice(1);

export function tell(word: Said): Promise<unknown> {
  return chrome.runtime.sendMessage({ ...word, nonce });
}

/**
 * The question of this window, of the kind that its page asks. A window that has none closes itself: whoever opened it, it
 * was not for that.
 */
export async function ownQuestion<Kind extends Question['kind']>(
  kind: Kind,
): Promise<Extract<Question, { readonly kind: Kind }>> {
  // Nobody but our own background can answer here.
  const question = (await tell({ say: 'show' }).catch(() => null)) as Question | null | undefined;
  if (!isOfKind(question, kind)) {
    window.close();
    return new Promise(() => {});
  }
  setInterval(async () => {
    if ((await tell({ say: 'wait' }).catch(() => null)) === null) window.close();
  }, beat);
  return question;
}

function isOfKind<Kind extends Question['kind']>(
  question: Question | null | undefined,
  kind: Kind,
): question is Extract<Question, { readonly kind: Kind }> {
  return question?.kind === kind;
}

/** For Esc, and for a page that is left otherwise the closing window says the same. */
export function onEscape(act: () => void): void {
  document.addEventListener('keydown', ({ key, isTrusted }) => {
    if (key === 'Escape' && isTrusted) act();
  });
}

export function element<Kind extends keyof HTMLElementTagNameMap>(
  kind: Kind,
  having: { readonly id?: string; readonly className?: string; readonly text?: string } = {},
  ...children: readonly HTMLElement[]
): HTMLElementTagNameMap[Kind] {
  const made = document.createElement(kind);
  if (having.id !== undefined) made.id = having.id;
  if (having.className !== undefined) made.className = having.className;
  if (having.text !== undefined) made.textContent = having.text;
  made.append(...children);
  return made;
}

/** A button that does nothing but what it says. */
export function button(text: string, press: () => void): HTMLButtonElement {
  const made = element('button', { className: 'btn', text });
  made.type = 'button';
  // What scripts dispatch is not a person.
  made.addEventListener('click', ({ isTrusted }) => {
    if (isTrusted) press();
  });
  return made;
}
