import type { ReactNode } from 'react';
import { Icon, type IconName } from '../icons/view.tsx';

export type Tone = 'information' | 'caution' | 'error' | 'success';

const classes: Record<Tone, string> = { information: '', caution: 'caution', error: 'error', success: 'success' };
const icons: Record<Tone, IconName> = {
  information: 'information',
  caution: 'caution',
  error: 'error',
  success: 'success',
};

interface Framed {
  readonly tone: Tone;
  readonly children: ReactNode;
}

/** A sentence with its icon inside a tinted frame. Accessibility: the tone is never colour alone, the words say it. */
export function Frame({ tone, children }: Framed) {
  return (
    <div className={`frame block ${classes[tone]}`.trim()}>
      <WithIcon tone={tone}>{children}</WithIcon>
    </div>
  );
}

/** Above the title: what just happened. Accessibility: a status, so it is heard without moving the focus. */
export function Banner({ tone, children }: Framed) {
  return (
    <div className={`frame banner ${classes[tone]}`.trim()} role="status">
      <WithIcon tone={tone}>{children}</WithIcon>
    </div>
  );
}

/** Icon and words on one line, for use inside a frame of the same tone. */
export function WithIcon({ tone, children }: Framed) {
  return (
    <p className="withicon">
      <Icon name={icons[tone]} />
      <span>{children}</span>
    </p>
  );
}
