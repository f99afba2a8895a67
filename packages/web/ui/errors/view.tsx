import { useEffect, useRef } from 'react';
import { uiTexts } from '../../texts/ui.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { Icon } from '../icons/view.tsx';

export interface InputError {
  /** The `id` of the input. */
  readonly field: string;
  /** The same words as at the field. */
  readonly words: string;
}

interface Summary {
  readonly errors: readonly InputError[];
  /** Counts the tries: each new one takes the focus again, even with the same words. */
  readonly attempt: number;
}

/**
 * What to correct, above the form. Accessibility: takes the focus after each try, is named エラー：… with the number of
 * entries, and each entry leads to its field.
 */
export function ErrorSummary({ errors, attempt }: Summary) {
  const { t } = useTexts(uiTexts);
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    if (attempt > 0) box.current?.focus();
  }, [attempt]);
  if (errors.length === 0) return null;
  return (
    <section
      ref={box}
      className="frame error block"
      tabIndex={-1}
      aria-label={t('errors.spoken', { count: errors.length })}
    >
      <h2 className="withicon">
        <Icon name="error" />
        <span>{t('errors.title')}</span>
      </h2>
      <ul className="bullets">
        {errors.map(({ field, words }) => (
          <li key={field}>
            <a
              href={`#${field}`}
              onClick={(event) => {
                event.preventDefault();
                document.getElementById(field)?.focus();
              }}
            >
              {words}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
