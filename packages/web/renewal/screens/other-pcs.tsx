import { useId } from 'react';
import { renewalStartTexts } from '../../texts/renewal-start.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { Icon } from '../../ui/icons/view.tsx';

interface OtherPcsProps {
  /** Of the group; its first answer is `<id>-no`. */
  readonly id: string;
  readonly value: boolean | null;
  readonly onChange: (used: boolean) => void;
  readonly error: string | undefined;
}

/**
 * Asked where the earlier certificate stops at the proof (overlap 0). Accessibility: radio buttons in a fieldset whose
 * legend is the question; the error is the group's description.
 */
export function OtherPcs({ id, value, onChange, error }: OtherPcsProps) {
  const { t } = useTexts(renewalStartTexts);
  const errorId = useId();
  const answers = [
    { name: 'no', used: false },
    { name: 'yes', used: true },
  ] as const;
  return (
    <fieldset className={error ? 'question invalid block' : 'question block'} aria-describedby={error && errorId}>
      <legend>{t('otherPcs')}</legend>
      {error && (
        <p className="msg withicon" id={errorId}>
          <Icon name="error" />
          <span>{error}</span>
        </p>
      )}
      {answers.map(({ name, used }) => (
        <label key={name} className="tick" htmlFor={`${id}-${name}`}>
          <input type="radio" name={id} id={`${id}-${name}`} checked={value === used} onChange={() => onChange(used)} />
          {t(`otherPcs.${name}`)}
        </label>
      ))}
    </fieldset>
  );
}
