import { type KeyboardEvent, useState } from 'react';
import { hasFullWidth } from '../../texts/codes.ts';
import { uiTexts } from '../../texts/ui.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { Icon } from '../icons/view.tsx';
import { FieldFrame, type FieldProps } from './view.tsx';

interface PasswordProps extends FieldProps {
  /** Given when the page shows one box for several fields; otherwise the field has its own. */
  readonly shown?: boolean;
}

/**
 * A password: never converted; the field says when full-width characters are in it or Caps Lock is on (screens 1.7).
 * Accessibility: the remark is a status, heard while typing without moving the focus; paste and managers work.
 */
export function PasswordField({ shown, value, onChange, id, autoComplete, ...words }: PasswordProps) {
  const { t } = useTexts(uiTexts);
  const [ownShown, setOwnShown] = useState(false);
  const [capsLock, setCapsLock] = useState(false);
  const watchCapsLock = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'));
  return (
    <FieldFrame id={id} {...words}>
      {(described) => (
        <>
          <input
            {...described}
            id={id}
            type={(shown ?? ownShown) ? 'text' : 'password'}
            value={value}
            autoComplete={autoComplete}
            autoCapitalize="none"
            spellCheck={false}
            onChange={(event) => onChange(event.target.value)}
            onKeyDown={watchCapsLock}
            onKeyUp={watchCapsLock}
            onBlur={() => setCapsLock(false)}
          />
          <div role="status">
            {hasFullWidth(value) && <Remark words={t('field.fullWidth')} />}
            {capsLock && <Remark words={t('field.capsLock')} />}
          </div>
          {shown === undefined && <ShowPasswords shown={ownShown} onChange={setOwnShown} />}
        </>
      )}
    </FieldFrame>
  );
}

/** ☐パスワードを表示する, for one field or several. */
export function ShowPasswords({ shown, onChange }: { shown: boolean; onChange: (shown: boolean) => void }) {
  const { t } = useTexts(uiTexts);
  return (
    <Tick checked={shown} onChange={onChange}>
      {t('field.show')}
    </Tick>
  );
}

interface TickProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children: string;
}

/** A box and its words; the whole row of 44 px answers. */
export function Tick({ checked, onChange, children }: TickProps) {
  return (
    <label className="tick">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      {children}
    </label>
  );
}

function Remark({ words }: { words: string }) {
  return (
    <p className="remark withicon">
      <Icon name="caution" />
      <span>{words}</span>
    </p>
  );
}
