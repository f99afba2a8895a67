import { describe, expect, it } from 'vitest';
import { html } from './html.ts';

describe('the template of HTML', () => {
  it('escapes what is put in, in texts and in attributes', () => {
    const nasty = `<b onclick='x'>"&`;
    expect(html`<a title="${nasty}">${nasty}</a>`.text).toBe(
      '<a title="&#60;b onclick=&#39;x&#39;&#62;&#34;&#38;">&#60;b onclick=&#39;x&#39;&#62;&#34;&#38;</a>',
    );
  });

  it('puts in HTML as it is, lists one after the other, and nothing for null', () => {
    const items = ['a', 'b'].map((item) => html`<li>${item}</li>`);
    expect(html`<ul>${items}</ul>${null}${0}`.text).toBe('<ul><li>a</li><li>b</li></ul>0');
  });
});
