import type { Question } from '../core/question.ts';
import { say } from '../texts/questions.ts';
import { button, element, onEscape, ownQuestion, tell } from './question.ts';

/** The PIN goes from this field to the token, and is kept nowhere on the way; no page of a site ever sees it. */
function show(question: Extract<Question, { kind: 'pin' }>): void {
  const { language, origin, bank, tokenLabel, triesLeft } = question;
  const input = element('input', { id: 'pin' });
  input.type = 'password';
  input.autocomplete = 'off';
  input.maxLength = 64;
  input.required = true;
  const label = element('label', { text: say('pin.title', language) });
  label.htmlFor = input.id;
  const message = element('p', { id: 'message', className: 'msg' });
  message.setAttribute('role', 'alert');
  const field = element('div', { className: 'field' }, label, input, message);

  const confirm = element('button', { className: 'btn filled', text: say('pin.confirm', language) });
  const form = element(
    'form',
    {},
    field,
    element('div', { className: 'actions' }, confirm, button(say('pin.cancel', language), cancel)),
  );
  form.noValidate = true;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!event.isTrusted) return;
    const pin = input.value;
    if (pin === '') {
      field.classList.add('invalid');
      input.setAttribute('aria-invalid', 'true');
      input.setAttribute('aria-describedby', message.id);
      message.textContent = say('pin.empty', language);
      input.focus();
      return;
    }
    input.value = '';
    for (const one of form.elements) if ('disabled' in one) one.disabled = true;
    void tell({ say: 'pin', pin });
  });

  const bankName = bank?.[language] ?? origin;
  const texts = [element('p', { text: say('pin.body', language, { origin, tokenLabel, bankName }) })];
  if (triesLeft !== null) texts.push(element('p', { className: 'tries', text: triesWords(triesLeft, language) }));
  document.documentElement.lang = language;
  document.title = say('pin.title', language);
  document.body.replaceChildren(
    element(
      'div',
      { className: 'dialog' },
      element('main', {}, element('h1', { text: document.title }), ...texts, form),
    ),
  );
  onEscape(cancel);
  input.focus();
}

function triesWords(tries: number, language: Question['language']): string {
  return tries === 1 ? say('pin.tries.one', language) : say('pin.tries', language, { tries });
}

function cancel(): void {
  void tell({ say: 'no' });
}

show(await ownQuestion('pin'));
