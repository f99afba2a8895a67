import { useState } from 'react';
import { toHalfWidthId } from '../../texts/codes.ts';
import type { Examples } from '../example.ts';
import { PasswordField, Tick } from './password.tsx';
import { IdField } from './view.tsx';

function Id({ start }: { start: string }) {
  const [value, setValue] = useState(start);
  return (
    <IdField
      id="login-id"
      label="利用者ID"
      value={value}
      onChange={setValue}
      convert={toHalfWidthId}
      autoComplete="username"
    />
  );
}

function Password({ id, start, error }: { id: string; start: string; error?: string }) {
  const [value, setValue] = useState(start);
  return (
    <PasswordField
      id={id}
      label="ログインパスワード"
      hint="半角。大文字と小文字は区別されます"
      error={error}
      value={value}
      onChange={setValue}
      autoComplete="current-password"
    />
  );
}

function Box() {
  const [checked, setChecked] = useState(true);
  return (
    <Tick checked={checked} onChange={setChecked}>
      ほかのパソコン
    </Tick>
  );
}

export const examples: Examples = {
  'an ID, accepted in any width': () => <Id start="ａｏｂａ－ｓａｋｕｒａ" />,
  'a password': () => <Password id="password" start="" />,
  'a password with full-width characters': () => <Password id="wide" start="ｐａｓｓ" />,
  'a password that did not match': () => (
    <Password
      id="wrong"
      start=""
      error="ログインパスワードが一致しませんでした。あと3回一致しないと、15分間ログインを停止します。"
    />
  ),
  'a box to tick': () => <Box />,
};
