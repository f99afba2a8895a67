import type { Examples } from '../example.ts';
import { PageTitle } from './view.tsx';

export const examples: Examples = {
  'a title': () => <PageTitle>メイン画面</PageTitle>,
  'with a step and words for the ear': () => (
    <PageTitle step={{ step: 2, total: 7 }} spokenAfter="、前回の続きです">
      電子証明書の更新
    </PageTitle>
  ),
  'in the other language': () => <PageTitle lang="en">Service hours at the turn of the year</PageTitle>,
};
