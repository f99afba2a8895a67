import { pressesIgnored } from '../core/question.ts';

/** What a page knows of whether it can be seen; the document's own, and a stand-in's in tests. */
export interface Visibility {
  readonly visible: () => boolean;
  readonly onChange: (act: () => void) => void;
  readonly now: () => number;
}

/**
 * Whether the window has been in front, without a break, for long enough to be read: a press that was meant for another
 * window must not answer. Each time something comes in front of it, the time begins anew.
 */
export function seenLongEnough({ visible, onChange, now }: Visibility): () => boolean {
  let since = visible() ? now() : null;
  onChange(() => {
    since = visible() ? (since ?? now()) : null;
  });
  return () => visible() && since !== null && now() - since >= pressesIgnored;
}

export const ownVisibility: Visibility = {
  visible: () => document.visibilityState === 'visible' && document.hasFocus(),
  onChange: (act) => {
    document.addEventListener('visibilitychange', act);
    window.addEventListener('focus', act);
    window.addEventListener('blur', act);
  },
  now: () => performance.now(),
};
