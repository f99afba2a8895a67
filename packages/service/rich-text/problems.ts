/** Everything for which Markdown is not taken. */
export const markdownProblems = [
  'html',
  'image',
  'code',
  'quote',
  'table',
  'line',
  'heading-level',
  'link-target',
  'link-title',
  'link-without-text',
  'link-reference',
  'list-item',
  'list-start',
  'nesting',
  'stray-mark',
  'control-character',
  'empty',
  'too-long',
  'other',
] as const;

/** Where it stands: `line` counts from 1. */
export interface MarkdownProblem {
  readonly line: number;
  readonly what: (typeof markdownProblems)[number];
}

/** What may stand in a notice, for who reads a refusal. */
export const allowedMarkdown =
  'paragraphs, headings by ##, lists of one line each, **strong**, *emphasis*, links to https:, mailto: or tel:';
