import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { hasControl } from '../../rich-text/from-markdown.ts';

/** What somebody wrote into one field, without blanks at its ends. Refuses `request-malformed` {rule: field}. */
export function oneLine(
  text: string,
  { field, longest }: { readonly field: string; readonly longest: number },
): string {
  const line = text.trim();
  if (line !== '' && line.length <= longest && !hasControl(line)) return line;
  const expected = `one line of at most ${longest} characters`;
  throw refused('request-malformed', { rule: field }, { expected, got: `${line.length} characters` });
}
