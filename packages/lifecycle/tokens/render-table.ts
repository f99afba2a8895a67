import { meanings, renderRows } from '../tables/markdown-rows.ts';
import { applicationEffects, applicationEventNames, applicationEvents } from './events.ts';
import { applicationStateNames, applicationStates } from './states.ts';
import { type ApplicationCell, applicationTable } from './table.ts';

/** The table as Markdown, as committed in `application-table.md`; a test holds the two together. */
export function renderApplicationTable(): string {
  const rows = applicationEventNames.map((event) => [
    `\`${event}\``,
    ...applicationStateNames.map((state) => renderCell(applicationTable[event][state])),
  ]);
  return [
    '# Application for a USB token: every event in every state',
    '',
    'Rendered from `table.ts` by `renderApplicationTable()`. An arrow leads to the next state and lists what the use-case',
    'does in the same transaction; *italics* name the code with which the event is refused.',
    '',
    ...renderRows(['event', ...applicationStateNames.map((state) => `\`${state}\``)], rows),
    '',
    '## States',
    '',
    ...renderRows(['state', 'meaning'], meanings(applicationStates)),
    '',
    '## Events',
    '',
    ...renderRows(['event', 'what has happened'], meanings(applicationEvents)),
    '',
    '## Effects',
    '',
    ...renderRows(['effect', 'what is done'], meanings(applicationEffects)),
    '',
  ].join('\n');
}

function renderCell(cell: ApplicationCell): string {
  if ('refused' in cell) return `*${cell.refused}*`;
  return [`→ ${cell.next}`, ...cell.effects].join('<br>');
}
