import type { DemoMail } from './demo-pages.ts';
import { frame } from './frame.ts';
import { html } from './html.ts';
import type { Language } from './texts.ts';
import { en } from './texts-en.ts';
import { ja } from './texts-ja.ts';

const texts = { ja, en } as const;

/** `/demo/outbox`: the mails that a bank would have sent, the newest first. */
export function outboxPage(language: Language, mails: readonly DemoMail[]): string {
  const t = texts[language];
  const { outbox } = t;
  const rows = mails.map(
    (mail) => html`
<tr><th scope="row"><a href="/demo/outbox/${mail.name}/read">${mail.subject}</a><span class="support">${mail.from}${isSigned(mail) ? ` · ${outbox.signed}` : ''}</span></th>
<td data-label="${outbox.to}"><span class="mono nw">${mail.to}</span></td>
<td data-label="${outbox.date}"><span class="nw">${t.instant(mail.date)}</span></td>
<td data-label="${outbox.file}"><a class="linkrow" href="/demo/outbox/${mail.name}" download="${mail.name}" aria-label="${outbox.fileOf(mail.subject)} .eml">.eml</a></td></tr>`,
  );
  const table = html`
<table class="grid gap mails"><thead><tr><th scope="col">${outbox.subject}</th><th scope="col">${outbox.to}</th><th scope="col">${outbox.date}</th><th scope="col">${outbox.file}</th></tr></thead>
<tbody>${rows}</tbody></table>`;
  const body = html`
<h1>${outbox.title}</h1>
<div class="prose"><p>${outbox.intro}</p></div>
${mails.length === 0 ? html`<p class="block">${outbox.empty}</p>` : table}
<p class="block"><a class="linkrow" href="/">${outbox.back}</a></p>`;
  return frame(t, language, { title: outbox.title, path: '/demo/outbox', body });
}

/** One mail as its reader sees it. Its HTML stands in a frame that runs nothing and reaches nothing. */
export function outboxMailPage(language: Language, mail: DemoMail): string {
  const t = texts[language];
  const { outbox } = t;
  const body = html`
<h1>${mail.subject}</h1>
<dl class="ledger gap">
<div><dt>${outbox.from}</dt><dd>${mail.from}</dd></div>
<div><dt>${outbox.to}</dt><dd class="mono">${mail.to}</dd></div>
<div><dt>${outbox.date}</dt><dd>${t.instant(mail.date)}</dd></div>
<div><dt>Message-ID</dt><dd class="mono">${mail.messageId}</dd></div>
${isSigned(mail) ? html`<div><dt>${outbox.signature}</dt><dd>${outbox.verify} <a class="linkrow" href="/demo/root.crt">root.crt</a><br><span class="mono">openssl cms -verify -purpose smimesign -CAfile root.crt -in ${mail.name}</span></dd></div>` : null}
${mail.attached.length === 0 ? null : html`<div><dt>${outbox.attached}</dt><dd class="mono">${mail.attached.join(', ')}</dd></div>`}
</dl>
<section class="section"><h2>${outbox.asHtml}</h2>
<iframe class="mail gap" sandbox="" title="${outbox.asHtml}" srcdoc="${mail.html}"></iframe></section>
<section class="section"><h2>${outbox.asText}</h2>
<pre class="mail gap" tabindex="0">${mail.text}</pre></section>
<p class="block"><a class="linkrow" href="/demo/outbox/${mail.name}" download="${mail.name}">${outbox.fileOf(mail.subject)}</a></p>
<p class="block"><a class="linkrow" href="/demo/outbox">${outbox.backToList}</a></p>`;
  return frame(t, language, { title: mail.subject, path: `/demo/outbox/${mail.name}/read`, body });
}

const isSigned = ({ attached }: DemoMail): boolean => attached.includes('smime.p7s');
