import { type Html, html } from './html.ts';
import { ring } from './icons.ts';
import type { Language, Texts } from './texts.ts';

interface Framed {
  readonly title: string;
  /** Of the page itself: the link to its other language leads there. */
  readonly path: string;
  readonly body: Html;
  /** Loads the page again by itself every two seconds. */
  readonly reload?: boolean;
  readonly script?: string;
}

/** Head and foot around what a page of the demo says. */
export function frame(t: Texts, language: Language, { title, path, body, reload = false, script }: Framed): string {
  const other: Language = language === 'ja' ? 'en' : 'ja';
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${reload ? html`<meta http-equiv="refresh" content="2">` : null}
<title>${title} - Koshin</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/demo/start-page.css">
${script ? html`<script type="module" src="${script}"></script>` : null}
</head>
<body>
<a class="skip" href="#main">${t.skip}</a>
<header class="head"><div class="wrap">
<div class="brand">${ring}<b>Koshin</b><span>${t.demo}</span></div>
<a class="language" href="${path}?lang=${other}" lang="${other}" hreflang="${other}">${t.otherLanguage}</a>
</div></header>
<main id="main" tabindex="-1"><div class="wrap">${body}
</div></main>
<footer class="foot"><div class="wrap"><p>${t.invented}</p></div></footer>
</body>
</html>
`.text;
}
