import type { ReactNode } from 'react';
import { uiTexts } from '../../texts/ui.ts';
import { useTexts } from '../../texts/use-texts.tsx';

export type ButtonKind = 'filled' | 'outlined' | 'quiet';

interface Look {
  /** `filled` once per page: the one thing to do here. */
  readonly kind?: ButtonKind;
  readonly small?: boolean;
  readonly children: ReactNode;
}

interface Press extends Look {
  readonly type?: 'button' | 'submit';
  readonly onPress?: () => void;
  /** The press is being worked on: the label says so and further presses change nothing. */
  readonly busy?: boolean;
  /** The answer that costs nothing; a dialog gives it the focus. */
  readonly safe?: boolean;
}

/**
 * An act. Accessibility: a native button; while busy it stays focusable (`aria-disabled`, not `disabled`), so the
 * keyboard does not lose its place; the label changes in place, which screen readers read on the focused element.
 */
export function Button({
  kind = 'outlined',
  small = false,
  type = 'button',
  onPress,
  busy = false,
  safe = false,
  children,
}: Press) {
  const { t } = useTexts(uiTexts);
  return (
    <button
      type={type}
      className={buttonClass(kind, small)}
      aria-disabled={busy || undefined}
      data-safe={safe || undefined}
      onClick={(event) => {
        if (!busy) return onPress?.();
        event.preventDefault();
      }}
    >
      {busy ? t('button.busy') : children}
    </button>
  );
}

interface To extends Look {
  readonly href: string;
  /** A file to be kept is there, and no page. */
  readonly file?: boolean;
}

/** A place to go to that looks like a button (⟨戻る⟩, [メイン画面へ進む]); for screen readers it is a link. */
export function ButtonLink({ kind = 'outlined', small = false, href, file = false, children }: To) {
  return (
    <a className={buttonClass(kind, small)} href={href} download={file || undefined}>
      {children}
    </a>
  );
}

/** An act that reads as a link inside text or a list of links. */
export function LinkButton({ onPress, children }: { onPress: () => void; children: ReactNode }) {
  return (
    <button type="button" className="linklike" onClick={onPress}>
      {children}
    </button>
  );
}

/** The page's buttons: in a row, one below the other on narrow screens, the filled one first. */
export function ButtonRow({ children }: { children: ReactNode }) {
  return <div className="actions">{children}</div>;
}

/** Two answers of equal weight, side by side. */
export function Choices({ children }: { children: ReactNode }) {
  return <div className="choices">{children}</div>;
}

function buttonClass(kind: ButtonKind, small: boolean): string {
  return ['btn', kind === 'outlined' ? '' : kind, small ? 'small' : ''].filter(Boolean).join(' ');
}
