import { meanings, renderRows } from '../tables/markdown-rows.ts';
import { renewalEffects, renewalEventNames, renewalEvents } from './events.ts';
import { renewalStateNames, renewalStates } from './states.ts';
import { type Cell, renewalTable } from './table.ts';

/** The table as Markdown, as committed in `transition-table.md`; a test holds the two together. */
export function renderTransitionTable(): string {
  const rows = renewalEventNames.map((event) => [
    `\`${event}\``,
    ...renewalStateNames.map((state) => renderCell(renewalTable[event][state])),
  ]);
  return [
    '# Renewal: every event in every state',
    '',
    'Rendered from `table.ts` by `renderTransitionTable()`. An arrow leads to the next state and lists what the use-case',
    'does in the same transaction; *italics* name the code with which the event is refused.',
    '',
    ...renderRows(['event', ...renewalStateNames.map((state) => `\`${state}\``)], rows),
    '',
    '## States',
    '',
    ...renderRows(['state', 'meaning'], meanings(renewalStates)),
    '',
    '## Events',
    '',
    ...renderRows(['event', 'what has happened'], meanings(renewalEvents)),
    '',
    '## Effects',
    '',
    ...renderRows(['effect', 'what is done'], meanings(renewalEffects)),
    '',
  ].join('\n');
}

function renderCell(cell: Cell): string {
  if ('refused' in cell) return `*${cell.refused}*`;
  return [`→ ${cell.next}`, ...cell.effects].join('<br>');
}
