import type { ReactNode } from 'react';
import { uiTexts } from '../../texts/ui.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { Icon, type IconName } from '../icons/view.tsx';

export type CheckState = 'busy' | 'done' | 'none' | 'check';

export interface Check {
  readonly label: string;
  readonly state: CheckState;
}

const icons: Record<CheckState, IconName> = { busy: 'busy', done: 'success', none: 'none', check: 'caution' };

/** Checks with their states 確認中・確認済み・使用しません・ご確認ください. Accessibility: the state is a word beside its icon. */
export function CheckList({ checks }: { checks: readonly Check[] }) {
  const { t } = useTexts(uiTexts);
  return (
    <ul className="checks block">
      {checks.map(({ label, state }) => (
        <li key={label}>
          <span>{label}</span>
          <Mark icon={icons[state]} look={state}>
            <b>{t(`check.${state}`)}</b>
          </Mark>
        </li>
      ))}
    </ul>
  );
}

export interface ProgressLine {
  readonly words: string;
  readonly state: 'busy' | 'done' | 'check';
}

/** What has happened so far, one sentence each. Accessibility: a log of statuses, each heard once as it appears. */
export function ProgressList({ lines }: { lines: readonly ProgressLine[] }) {
  return (
    <div role="status" className="block">
      <ul className="checks plain">
        {lines.map(({ words, state }) => (
          <li key={words}>
            <Mark icon={icons[state]} look={state} />
            {state === 'done' ? <span>{words}</span> : <b>{words}</b>}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** An icon with its word in the colour of its state. */
export function Mark({ icon, look, children }: { icon: IconName; look: CheckState; children?: ReactNode }) {
  return (
    <span className={`mark ${look}`}>
      <Icon name={icon} />
      {children}
    </span>
  );
}
