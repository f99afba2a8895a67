import type { Question } from '../core/question.ts';
import { actWords } from '../texts/act-words.ts';
import { say } from '../texts/questions.ts';
import { button, element, onEscape, ownQuestion, tell } from './question.ts';
import { ownVisibility, seenLongEnough } from './seen-long-enough.ts';

/** 「Webアクセスの確認」: both answers weigh the same; the focus is on いいえ, which is also what Esc and closing mean. */
function show(question: Extract<Question, { kind: 'consent' }>): void {
  const { language, origin, bank } = question;
  const { label, act } = actWords(question);
  const seen = seenLongEnough(ownVisibility);
  const no = button(say('no', language), () => void tell({ say: 'no' }));
  const yes = button(say('yes', language), () => {
    if (!seen()) return;
    // The window may stay for the next question: until that comes it takes no second answer.
    no.disabled = true;
    yes.disabled = true;
    void tell({ say: 'yes' });
  });
  const ledger = element(
    'dl',
    { className: 'ledger' },
    row(say('site', language), element('b', { className: 'url', text: origin })),
    ...(bank === null ? [] : [row(say('bank', language), element('span', { text: bank[language] }))]),
    row(label, element('span', { className: 'act', text: act })),
  );
  const question_ = element(
    'div',
    { id: 'question' },
    element('p', { text: say('body', language) }),
    ledger,
    element('p', { className: 'ask', text: say('ask', language) }),
  );
  document.documentElement.lang = language;
  document.title = say('title', language);
  document.body.replaceChildren(
    dialog(
      element('h1', { id: 'title', text: say('title', language) }),
      question_,
      element('div', { className: 'actions' }, yes, no),
    ),
  );
  onEscape(() => void tell({ say: 'no' }));
  no.focus();
}

function row(label: string, value: HTMLElement): HTMLElement {
  return element('div', {}, element('dt', { text: label }), element('dd', {}, value));
}

function dialog(...children: readonly HTMLElement[]): HTMLElement {
  const main = element('main', {}, ...children);
  const made = element('div', { className: 'dialog' }, main);
  made.setAttribute('role', 'alertdialog');
  made.setAttribute('aria-labelledby', 'title');
  made.setAttribute('aria-describedby', 'question');
  return made;
}

show(await ownQuestion('consent'));
