import { posix } from 'node:path';
import type { SourceTree, Violation } from './source-tree.ts';

const link = /\[[^\]]*\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g;
const named = /`((?:packages|tests|docs|scripts|bench)\/[^`\s]*)`/g;
const fence = /^```.*?^```/gms;

/**
 * What Markdown files point at and is not there: links within the repository, their headings, and paths named in
 * backticks from the repository's root (without `*` and `<…>`, which stand for many).
 */
export function deadLinks(documents: SourceTree, exists: (path: string) => boolean): readonly Violation[] {
  return [...documents].flatMap(([path, whole]) => {
    const text = whole.replace(fence, '');
    const links = [...text.matchAll(link)].map(([, target = '']) => target).filter(isWithin);
    const paths = [...text.matchAll(named)].map(([, target = '']) => target).filter((target) => !/[*<{…]/.test(target));
    const dead = [
      ...links.filter((target) => !reaches(path, target, documents, exists)),
      ...paths.filter((target) => !exists(target.replace(/\/$/, ''))),
    ];
    return dead.map((target) => `${path} points at ${target}`);
  });
}

function isWithin(target: string): boolean {
  return !/^[a-z][a-z+.-]*:/i.test(target);
}

function reaches(from: string, target: string, documents: SourceTree, exists: (path: string) => boolean): boolean {
  const [file = '', heading] = target.split('#');
  const path = file === '' ? from : posix.join(posix.dirname(from), decodeURI(file)).replace(/\/$/, '');
  if (!exists(path)) return false;
  const document = documents.get(path);
  return heading === undefined || document === undefined || headingsOf(document).includes(decodeURI(heading));
}

/** As GitHub makes anchors of headings. */
function headingsOf(document: string): readonly string[] {
  const headings = [...document.replace(fence, '').matchAll(/^#{1,6}\s+(.*)$/gm)];
  return headings.map(([, text = '']) => {
    return text
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-');
  });
}
