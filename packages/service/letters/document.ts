import type { Language } from './text.ts';

/** A part of a letter; text and HTML are made of the same ones, so that they cannot differ in a word. */
export type Block =
  | { readonly kind: 'paragraph' | 'small'; readonly text: string }
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [label: string, value: string])[] };

/** Plain text: an empty line between blocks, LF at the end of each line. */
export function asText(blocks: readonly Block[]): string {
  return `${blocks.map((block) => linesOf(block).join('\n')).join('\n\n')}\n`;
}

function linesOf(block: Block): readonly string[] {
  return block.kind === 'facts' ? block.rows.map(([label, value]) => `${label} ${value}`) : [block.text];
}

const fonts = "'Hiragino Sans','Hiragino Kaku Gothic ProN','Noto Sans JP','Yu Gothic','Meiryo',sans-serif";
const base = `font-family:${fonts};color:#333333;`;
const styles = {
  body: 'margin:0;padding:0;background:#ffffff;-webkit-text-size-adjust:100%;',
  column: `width:100%;max-width:600px;${base}text-align:left;`,
  cell: `padding:24px 16px 32px;${base}font-size:16px;line-height:1.75;overflow-wrap:anywhere;`,
  paragraph: 'margin:0 0 20px;',
  small: 'margin:0 0 16px;font-size:14px;line-height:1.75;',
  facts: `width:100%;margin:4px 0 24px;border-collapse:collapse;border-top:1px solid #b3b3b3;${base}`,
  label:
    'width:44%;padding:10px 12px 10px 0;border-bottom:1px solid #d9d9d9;font-size:14px;line-height:1.6;font-weight:normal;text-align:left;vertical-align:top;color:#595959;',
  value:
    'padding:10px 0;border-bottom:1px solid #d9d9d9;font-size:16px;line-height:1.5;font-weight:bold;text-align:left;vertical-align:top;word-break:keep-all;overflow-wrap:break-word;',
};

/**
 * A whole HTML document of its own: nothing is fetched, nothing can be pressed, and readers are asked to make no links of
 * numbers and dates either (R28). A table holds the column, as Outlook knows no widths but a table's.
 */
export function asHtml(
  blocks: readonly Block[],
  { language, title }: { readonly language: Language; readonly title: string },
): string {
  return [
    '<!DOCTYPE html>',
    `<html lang="${language}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">',
    '<meta name="color-scheme" content="light">',
    `<title>${escapeHtml(title)}</title>`,
    '</head>',
    `<body style="${styles.body}">`,
    '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center">',
    `<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="${styles.column}">`,
    `<tr><td style="${styles.cell}">`,
    ...blocks.map(blockAsHtml),
    '</td></tr></table>',
    '</td></tr></table>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function blockAsHtml(block: Block): string {
  if (block.kind !== 'facts') return `<p style="${styles[block.kind]}">${escapeHtml(block.text)}</p>`;
  const rows = block.rows.map(
    ([label, value]) =>
      `<tr><th scope="row" style="${styles.label}">${escapeHtml(label)}</th>\n` +
      `<td style="${styles.value}">${escapeHtml(value)}</td></tr>`,
  );
  return `<table style="${styles.facts}">\n${rows.join('\n')}\n</table>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}
