import { type FormEvent, useId, useState } from 'react';
import { uiTexts } from '../../texts/ui.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { Button } from '../button/view.tsx';

interface Search {
  readonly label: string;
  /** What is looked for now; when it changes from outside (going back), so does what stands in the box. */
  readonly words: string;
  readonly onSearch: (typed: string) => void;
  readonly maxLength: number;
}

/** A box for words and its button. Accessibility: a search landmark; Enter in the box does the same as the button. */
export function SearchForm({ label, words, onSearch, maxLength }: Search) {
  const { t } = useTexts(uiTexts);
  const id = useId();
  const [box, setBox] = useState({ words, typed: words });
  if (box.words !== words) setBox({ words, typed: words });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSearch(box.typed);
  };
  return (
    <search>
      <form className="search field block" noValidate onSubmit={submit}>
        <label htmlFor={id}>{label}</label>
        <div className="ask">
          <input
            id={id}
            type="search"
            value={box.typed}
            maxLength={maxLength}
            autoComplete="off"
            enterKeyHint="search"
            onChange={(event) => setBox({ words, typed: event.target.value })}
          />
          <Button type="submit">{t('search.ask')}</Button>
        </div>
      </form>
    </search>
  );
}
