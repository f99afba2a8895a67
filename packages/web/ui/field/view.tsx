import { type ReactNode, useId } from 'react';
import { Icon } from '../icons/view.tsx';

export interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  /** Of the last try; the same words stand in the error summary, which links to `id`. */
  readonly error?: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly id: string;
  readonly autoComplete: string;
}

interface Described extends Pick<FieldProps, 'label' | 'hint' | 'error' | 'id'> {
  readonly children: (described: {
    'aria-describedby': string | undefined;
    'aria-invalid': true | undefined;
  }) => ReactNode;
}

/** Label, hint and error around an input. Accessibility: hint and error are the input's description, in that order. */
export function FieldFrame({ label, hint, error, id, children }: Described) {
  const hintId = useId();
  const errorId = useId();
  const describedBy = [hint && hintId, error && errorId].filter(Boolean).join(' ') || undefined;
  return (
    <div className={error ? 'field invalid block' : 'field block'}>
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p className="hint" id={hintId}>
          {hint}
        </p>
      )}
      {error && (
        <p className="msg withicon" id={errorId}>
          <Icon name="error" />
          <span>{error}</span>
        </p>
      )}
      {children({ 'aria-describedby': describedBy, 'aria-invalid': error ? true : undefined })}
    </div>
  );
}

interface IdField extends FieldProps {
  /** Turns what was typed into what is meant when the field is left, visibly (screens 1.7). */
  readonly convert: (typed: string) => string;
}

/** An ID, code or number, accepted in any width. No placeholder, paste allowed. */
export function IdField({ convert, onChange, value, id, autoComplete, ...words }: IdField) {
  return (
    <FieldFrame id={id} {...words}>
      {(described) => (
        <input
          {...described}
          id={id}
          type="text"
          value={value}
          autoComplete={autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => onChange(event.target.value)}
          onBlur={() => onChange(convert(value))}
        />
      )}
    </FieldFrame>
  );
}
