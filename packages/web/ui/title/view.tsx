import { type ReactNode, useEffect, useId, useRef } from 'react';
import type { Language } from '../../texts/catalogue.ts';
import { uiTexts } from '../../texts/ui.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { type Step, StepLine } from '../stepline/view.tsx';

interface Title {
  /** The page's only h1, also the beginning of the window's title. */
  readonly children: string;
  /** The place on the way: above the title, and spoken after it. */
  readonly step?: Step;
  /** Heard before and after the title on arrival, not shown: 「電子証明書を確認しました。」. */
  readonly spokenBefore?: string;
  readonly spokenAfter?: string;
  /** There are input errors: the window's title begins with エラー：. */
  readonly errors?: boolean;
  /** Where the title is not in the page's language. */
  readonly lang?: Language | undefined;
  /** False where something else takes the focus on arrival (an error summary, a dialog). */
  readonly takesFocus?: boolean;
}

/**
 * The title of a page. Accessibility: takes the focus on arrival, so a screen reader says where the customer is and
 * the keyboard starts at the top; changing the language changes the words without moving the focus.
 */
export function PageTitle({
  children,
  step,
  spokenBefore,
  spokenAfter,
  errors = false,
  lang,
  takesFocus = true,
}: Title) {
  const heading = useRef<HTMLHeadingElement>(null);
  const stepId = useId();
  const { t } = useTexts(uiTexts);
  const windowTitle = t('page.title', { title: children });
  useEffect(() => {
    document.title = `${errors ? t('errors.prefix') : ''}${windowTitle}`;
  }, [errors, t, windowTitle]);
  useEffect(() => {
    if (!takesFocus) return;
    heading.current?.focus({ preventScroll: true });
    globalThis.scrollTo(0, 0);
  }, [takesFocus]);
  return (
    <>
      {step && <StepLine id={stepId} {...step} />}
      <h1 ref={heading} tabIndex={-1} lang={lang} aria-describedby={step ? stepId : undefined}>
        {unseen(spokenBefore)}
        {children}
        {unseen(spokenAfter)}
      </h1>
    </>
  );
}

const unseen = (words: string | undefined): ReactNode => words && <span className="vh">{words}</span>;
