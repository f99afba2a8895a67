import { type Html, html } from './html.ts';
import { chevronIcon } from './icons.ts';
import { type System, systems, type Texts } from './texts.ts';

/** How to get the root and one customer's certificate into the browser. */
export function steps(t: Texts): Html {
  return html`
<section class="section"><h2>${t.steps}</h2>
<p class="gap">${t.quickWay.before}<code>npm run demo:browser</code>${t.quickWay.after}</p>
<ol class="steps block">
<li><h3>${t.step1}</h3><p>${t.step1Why}</p>
<p><a class="linkrow" href="/demo/root.crt" download="koshin-demo-root.crt">${t.rootLink}</a></p><div class="systems">${perSystem(t, t.trustRoot)}</div></li>
<li><h3>${t.step2}</h3><p>${t.step2Why}</p><div class="systems">${perSystem(t, t.takeFile)}</div></li>
<li><h3>${t.step3}</h3><p>${t.step3Why}</p></li>
</ol>
<p class="block">${t.afterwards}</p></section>`;
}

function perSystem(t: Texts, how: Readonly<Record<System, string>>): readonly Html[] {
  return systems.map(
    (system) => html`
<details class="more"><summary>${chevronIcon}${t.systems[system]}</summary><p>${how[system]}</p></details>`,
  );
}
