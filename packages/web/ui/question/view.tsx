import { useId } from 'react';
import { Icon } from '../icons/view.tsx';

interface QuestionProps<Answer extends string> {
  /** Of the group; an answer's is `<id>-<answer>`. */
  readonly id: string;
  readonly label: string;
  readonly answers: readonly { readonly answer: Answer; readonly words: string }[];
  readonly value: Answer | null;
  readonly onChange: (answer: Answer) => void;
  readonly error: string | undefined;
}

/**
 * One of a few answers. Accessibility: radio buttons in a fieldset whose legend is the question; the error is the group's
 * description.
 */
export function Question<Answer extends string>({ id, label, answers, value, onChange, error }: QuestionProps<Answer>) {
  const errorId = useId();
  return (
    <fieldset className={error ? 'question invalid block' : 'question block'} aria-describedby={error && errorId}>
      <legend>{label}</legend>
      {error && (
        <p className="msg withicon" id={errorId}>
          <Icon name="error" />
          <span>{error}</span>
        </p>
      )}
      {answers.map(({ answer, words }) => (
        <label key={answer} className="tick" htmlFor={`${id}-${answer}`}>
          <input
            type="radio"
            name={id}
            id={`${id}-${answer}`}
            checked={value === answer}
            onChange={() => onChange(answer)}
          />
          {words}
        </label>
      ))}
    </fieldset>
  );
}
