import type { Block, Inline, RichText } from './tree.ts';

/** The text as a terminal shows it: what customers read, with addresses of links behind their words. */
export function plainLines(text: RichText): readonly string[] {
  return text.flatMap((block, index) => (index === 0 ? linesOf(block) : ['', ...linesOf(block)]));
}

function linesOf(block: Block): readonly string[] {
  switch (block.kind) {
    case 'paragraph':
      return words(block.children).split('\n');
    case 'heading':
      return [`■ ${words(block.children)}`];
    case 'list':
      return block.items.map((item, index) => `${block.ordered ? `${index + 1}.` : '・'} ${words(item)}`);
  }
}

function words(inlines: readonly Inline[]): string {
  return inlines.map(word).join('');
}

function word(inline: Inline): string {
  switch (inline.kind) {
    case 'text':
      return inline.text;
    case 'break':
      return '\n';
    case 'strong':
    case 'emphasis':
      return words(inline.children);
    case 'link': {
      const text = words(inline.children);
      return text === inline.href ? text : `${text} <${inline.href}>`;
    }
  }
}
