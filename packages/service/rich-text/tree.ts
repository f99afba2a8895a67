/*
 * Text with a few marks, as the wire has it (`wire/portal/rich-text.ts`): a closed tree, in which nothing can become markup,
 * script or style of the page.
 */

export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'break' }
  | { kind: 'strong' | 'emphasis'; children: Inline[] }
  | { kind: 'link'; href: string; children: Inline[] };

export type Block =
  | { kind: 'paragraph' | 'heading'; children: Inline[] }
  | { kind: 'list'; ordered: boolean; items: Inline[][] };

export type RichText = Block[];
