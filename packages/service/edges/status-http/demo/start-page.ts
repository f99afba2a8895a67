import { customers } from './customers.ts';
import type { DemoState } from './demo-pages.ts';
import { frame } from './frame.ts';
import { type Html, html } from './html.ts';
import { checkingIcon, doneIcon, missingIcon } from './icons.ts';
import { steps } from './steps.ts';
import type { Language, Texts } from './texts.ts';
import { en } from './texts-en.ts';
import { ja } from './texts-ja.ts';
import { trustProbePath } from './trust-probe.ts';

const texts = { ja, en } as const satisfies Record<Language, Texts>;

/** The page at `/` of the demo. @param state null while the demo is being set up */
export function startPage(language: Language, state: DemoState | null): string {
  const t = texts[language];
  const body = state
    ? [progress(t, state), steps(t), customers(t, language, state), mails(t)]
    : html`<p class="block">${t.notReady}</p>`;
  return frame(t, language, {
    title: t.title,
    path: '/',
    reload: state === null,
    script: '/demo/start-page.js',
    body: html`
<h1>${t.title}</h1>
<div class="prose">${t.intro.map((line) => html`<p>${line}</p>`)}</div>
${body}`,
  });
}

/** Which step is still missing; kept up to date by start-page.js, which only shows and hides what stands here. */
function progress(t: Texts, { banks }: DemoState): Html {
  const trusted = banks[0] ? banks[0].portalUrl + trustProbePath : '';
  return html`
<section class="section"><h2>${t.progress}</h2>
<noscript><p>${t.scriptOff}</p></noscript>
<dl class="checks gap" id="progress" data-trusted="${trusted}" aria-live="polite">
<div data-check="root" data-now="checking"><dt>${t.rootCheck.name}</dt>
<dd><span class="mark busy" data-when="checking">${checkingIcon}${t.rootCheck.checking}</span><span class="mark done" data-when="done">${doneIcon}${t.rootCheck.done}</span><span class="mark none" data-when="missing">${missingIcon}${t.rootCheck.missing}</span></dd></div>
<div data-check="certificate" data-now="missing"><dt>${t.certificateCheck.name}</dt>
<dd><span class="mark done" data-when="done">${doneIcon}<span>${t.certificateCheck.done} <span class="nw" id="presented"></span></span></span><span class="mark none" data-when="missing">${missingIcon}${t.certificateCheck.missing}</span></dd></div>
</dl></section>`;
}

/** Where the mails are that a bank would send. */
function mails(t: Texts): Html {
  return html`
<section class="section"><h2>${t.outbox.title}</h2>
<p class="gap">${t.outbox.intro}</p>
<p><a class="linkrow" href="/demo/outbox">${t.outbox.open}</a></p></section>`;
}
