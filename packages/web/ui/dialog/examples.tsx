import { useState } from 'react';
import { Button, ButtonRow } from '../button/view.tsx';
import type { Examples } from '../example.ts';
import { Ledger } from '../ledger/view.tsx';
import { Dialog } from './view.tsx';

function Asked() {
  const [open, setOpen] = useState(false);
  const [answer, setAnswer] = useState('');
  const say = (words: string) => {
    setAnswer(words);
    setOpen(false);
  };
  return (
    <>
      <Button onPress={() => setOpen(true)}>発行を申請する</Button>
      <p role="status">{answer}</p>
      {open && (
        <Dialog
          title="Webアクセスの確認"
          onSafe={() => say('いいえ')}
          answers={
            <ButtonRow>
              <Button onPress={() => say('はい')}>はい</Button>
              <Button safe onPress={() => say('いいえ')}>
                いいえ
              </Button>
            </ButtonRow>
          }
        >
          <p>次のサイトが、お客様に代わって電子証明書の操作を行おうとしています。</p>
          <Ledger rows={[{ label: '金融機関', value: '見本信用金庫' }]} />
        </Dialog>
      )}
    </>
  );
}

export const examples: Examples = { 'opened by a button': () => <Asked /> };
