/** Words that mean nothing but themselves in Markdown: every sign of it is escaped (CommonMark 0.31, 2.4). */
export function asMarkdown(words: string): string {
  return words.replace(/[!-/:-@[-`{-~]/g, '\\$&');
}
