const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** What a person reads of a document without style sheets: words parted by single spaces. */
export function wordsOfHtml(html: string) {
  const inside = (tag: string) => new RegExp(`<${tag}\\b[^>]*>([\\s\\S]*)</${tag}>`).exec(html)?.[1] ?? '';
  const plain = (markup: string) =>
    markup
      .replace(/<[^>]*>/g, '')
      .replace(/&([#\w]+);/g, (whole, name: string) => entities[name] ?? whole)
      .replace(/\s+/g, ' ')
      .trim();
  return {
    body: plain(inside('body')),
    title: plain(inside('title')),
    language: /<html lang="(\w+)">/.exec(html)?.[1],
  };
}
