import type { List, ListItem, Nodes, Parents, PhrasingContent, RootContent, Text } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { cjkFriendlyExtension } from 'micromark-extension-cjk-friendly';
import { isLinkTarget } from './link-target.ts';
import type { MarkdownProblem } from './problems.ts';
import type { Block, Inline, RichText } from './tree.ts';

/** Characters; the parser takes quadratic time for the worst texts, some one and a half seconds for one of this length. */
export const longestText = 8000;

/** Marks within marks: a link in emphasis in strong. */
const deepest = 3;

export type Read =
  | { readonly kind: 'text'; readonly text: RichText }
  /** At least one, in the order of their lines. */
  | { readonly kind: 'refused'; readonly problems: readonly MarkdownProblem[] };

/**
 * Reads CommonMark (0.31) into the closed tree, or says what in it has no place there: nothing is left out or put in
 * another form. A line end within a paragraph is one on the page, too (CommonMark 6.8 leaves that to the reader), as
 * Japanese has no spaces that could stand for it; strong and emphasis work beside its brackets and full stops as well.
 */
export function richTextFrom(markdown: string): Read {
  const source = markdown.replace(/\r\n?/g, '\n');
  if (source.trim().length > longestText) return { kind: 'refused', problems: [{ line: 1, what: 'too-long' }] };
  const reader = new Reader();
  const text = reader.read(source);
  const { problems } = reader;
  if (problems.length === 0 && text.length === 0) return { kind: 'refused', problems: [{ line: 1, what: 'empty' }] };
  if (problems.length === 0) return { kind: 'text', text };
  return { kind: 'refused', problems: problems.toSorted((a, b) => a.line - b.line) };
}

class Reader {
  readonly problems: MarkdownProblem[] = [];

  read(source: string): RichText {
    const { children } = fromMarkdown(source, { extensions: [cjkFriendlyExtension()] });
    return children.flatMap((node) => this.#block(node));
  }

  #refuse(node: Nodes, what: MarkdownProblem['what'], lines = 0): [] {
    this.problems.push({ line: (node.position?.start.line ?? 1) + lines, what });
    return [];
  }

  #block(node: RootContent): Block[] {
    switch (node.type) {
      case 'paragraph':
        return [{ kind: 'paragraph', children: this.#inlines(node) }];
      case 'heading':
        // The page has one heading of its own above it, and one level is enough for a notice.
        if (node.depth !== 2 || node.children.length === 0) return this.#refuse(node, 'heading-level');
        return [{ kind: 'heading', children: this.#inlines(node) }];
      case 'list':
        return this.#list(node);
      case 'blockquote':
        return this.#refuse(node, 'quote');
      case 'thematicBreak':
        return this.#refuse(node, 'line');
      case 'definition':
        return this.#refuse(node, 'link-reference');
      default:
        return this.#nowhere(node);
    }
  }

  #list(node: List): Block[] {
    const ordered = node.ordered === true;
    if (ordered && node.start !== 1) return this.#refuse(node, 'list-start');
    return [{ kind: 'list', ordered, items: node.children.map((item) => this.#item(item)) }];
  }

  #item(item: ListItem): Inline[] {
    const [line, ...others] = item.children;
    if (line?.type !== 'paragraph' || others.length > 0) return this.#refuse(item, 'list-item');
    const inlines = this.#inlines(line);
    return inlines.some(({ kind }) => kind === 'break') ? this.#refuse(item, 'list-item') : inlines;
  }

  #inlines({ children }: Extract<Parents, { children: PhrasingContent[] }>, depth = 1): Inline[] {
    return children.flatMap((node) => this.#inline(node, depth));
  }

  #inline(node: PhrasingContent, depth: number): Inline[] {
    switch (node.type) {
      case 'text':
        return this.#text(node);
      case 'break':
        return [{ kind: 'break' }];
      case 'strong':
      case 'emphasis':
        if (depth > deepest) return this.#refuse(node, 'nesting');
        return [{ kind: node.type, children: this.#inlines(node, depth + 1) }];
      case 'link': {
        if (depth > deepest) return this.#refuse(node, 'nesting');
        if (!isLinkTarget(node.url)) return this.#refuse(node, 'link-target');
        if (node.title) return this.#refuse(node, 'link-title');
        if (node.children.length === 0) return this.#refuse(node, 'link-without-text');
        return [{ kind: 'link', href: node.url, children: this.#inlines(node, depth + 1) }];
      }
      default:
        return this.#nowhere(node);
    }
  }

  /** A line end in it is one on the page. */
  #text(node: Text): Inline[] {
    return node.value.split('\n').flatMap((text, index): Inline[] => {
      const what = wrongIn(text);
      if (what) return this.#refuse(node, what, index);
      const words: Inline[] = text === '' ? [] : [{ kind: 'text', text }];
      return index === 0 ? words : [{ kind: 'break' }, ...words];
    });
  }

  #nowhere(node: RootContent): [] {
    switch (node.type) {
      case 'html':
        return this.#refuse(node, 'html');
      case 'image':
      case 'imageReference':
        return this.#refuse(node, 'image');
      case 'code':
      case 'inlineCode':
        return this.#refuse(node, 'code');
      case 'linkReference':
        return this.#refuse(node, 'link-reference');
      default:
        return this.#refuse(node, 'other');
    }
  }
}

/** Tables and struck text are no CommonMark, and asterisks that mark nothing are a slip: all would stand there as signs. */
function wrongIn(line: string): MarkdownProblem['what'] | null {
  if (/^[\s|:-]*$/.test(line) && line.includes('|') && line.includes('-')) return 'table';
  if (line.includes('**') || line.includes('~~')) return 'stray-mark';
  return hasControl(line) ? 'control-character' : null;
}

/** Controls, marks of direction, and what stands for what could not be read; also for a notice's subject. */
export function hasControl(text: string): boolean {
  return /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\ufeff\ufffd]/u.test(text.replaceAll('\t', ' '));
}
