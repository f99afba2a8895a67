import type { Examples } from '../example.ts';
import { Icon } from '../icons/view.tsx';
import { Button, ButtonLink, ButtonRow, Choices, LinkButton } from './view.tsx';

export const examples: Examples = {
  'one filled, one outlined': () => (
    <ButtonRow>
      <Button kind="filled">もう一度試す</Button>
      <ButtonLink href="/main">メイン画面へ戻る</ButtonLink>
    </ButtonRow>
  ),
  'busy: the label says so': () => (
    <ButtonRow>
      <Button kind="filled" busy>
        ログイン
      </Button>
    </ButtonRow>
  ),
  'small and quiet, as in the header': () => (
    <Button kind="quiet" small>
      ログアウト
    </Button>
  ),
  'two equal choices': () => (
    <Choices>
      <Button>
        <Icon name="pc" />
        パソコンに保存する
      </Button>
      <Button>
        <Icon name="token" />
        専用USBに保存する
      </Button>
    </Choices>
  ),
  'an act that reads as a link': () => <LinkButton onPress={() => {}}>ほかの環境の手順</LinkButton>,
};
