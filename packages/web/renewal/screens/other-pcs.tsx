import { renewalStartTexts } from '../../texts/renewal-start.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { Question } from '../../ui/question/view.tsx';

interface OtherPcsProps {
  /** Of the group; its first answer is `<id>-no`. */
  readonly id: string;
  readonly value: boolean | null;
  readonly onChange: (used: boolean) => void;
  readonly error: string | undefined;
}

/** Asked where the earlier certificate stops at the proof (overlap 0). */
export function OtherPcs({ id, value, onChange, error }: OtherPcsProps) {
  const { t } = useTexts(renewalStartTexts);
  return (
    <Question
      id={id}
      label={t('otherPcs')}
      answers={[
        { answer: 'no', words: t('otherPcs.no') },
        { answer: 'yes', words: t('otherPcs.yes') },
      ]}
      value={value === null ? null : value ? 'yes' : 'no'}
      onChange={(answer) => onChange(answer === 'yes')}
      error={error}
    />
  );
}
