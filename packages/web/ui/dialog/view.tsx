import { type ReactNode, useEffect, useId, useRef } from 'react';

interface DialogProps {
  readonly title: string;
  /** What is asked. */
  readonly children: ReactNode;
  /** The answers, in a `ButtonRow`; the safe one carries `safe` and gets the focus. */
  readonly answers: ReactNode;
  /** Esc, and anything else that closes the dialog without an answer: the safe answer. */
  readonly onSafe: () => void;
}

/**
 * A question that stops everything else. Accessibility: `alertdialog` by the native `<dialog>`: the page behind is
 * inert, the focus is on the safe answer and returns to the opener, title and text are its name and description.
 */
export function Dialog({ title, children, answers, onSafe }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const textId = useId();
  useEffect(() => {
    const dialog = box.current;
    if (dialog === null) return;
    const opener = document.activeElement;
    dialog.showModal();
    dialog.querySelector<HTMLElement>('[data-safe]')?.focus();
    return () => {
      dialog.close();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  return (
    <dialog
      ref={box}
      className="dialog"
      role="alertdialog"
      aria-labelledby={titleId}
      aria-describedby={textId}
      onCancel={(event) => {
        event.preventDefault();
        onSafe();
      }}
    >
      <h2 id={titleId}>{title}</h2>
      <div id={textId}>{children}</div>
      {answers}
    </dialog>
  );
}
