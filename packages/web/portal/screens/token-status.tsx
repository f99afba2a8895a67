import { portalPages, portalPaths } from '@koshin/wire/portal/paths.ts';
import { type TokenApplicationView, TokenSituation } from '@koshin/wire/portal/token-messages.ts';
import type { ReactNode } from 'react';
import { tokenTexts } from '../../texts/token.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { useBusy } from '../../ui/button/use-busy.ts';
import { Button, ButtonLink, ButtonRow } from '../../ui/button/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';
import { api } from '../api/page-api.ts';
import { useNewTokens, useTokens } from '../api/queries.ts';
import { Refused } from '../api/refused.ts';
import { Redirect } from '../frame/go.tsx';
import { NotFound } from './errors.tsx';

/** `token.status`: how the latest application stands. Who has made none is led to it, where the bank gives tokens out. */
export function TokenStatus() {
  const { t } = useTexts(tokenTexts);
  const { applications, mayApply } = useTokens();
  const [latest] = applications;
  if (latest === undefined) return mayApply ? <Redirect to="/token/apply" /> : <NotFound refNo={null} />;
  const { state, applicationNo } = latest;
  const isHandedOver = state === 'handed-over' || state === 'usable';
  return (
    <>
      <PageTitle>{t('status.title')}</PageTitle>
      <p className="block">
        <State application={latest} />
      </p>
      {isHandedOver && (
        <p className="block">
          <a href={portalPages.download}>{t('download')}</a>
        </p>
      )}
      <ButtonRow>
        {mayApply && <ButtonLink href="/token/apply">{t('again')}</ButtonLink>}
        {state === 'received' && <Withdraw applicationNo={applicationNo} />}
        <ButtonLink href="/main">{t('main')}</ButtonLink>
      </ButtonRow>
    </>
  );
}

function State({ application }: { application: TokenApplicationView }): ReactNode {
  const { t, rich, day, language } = useTexts(tokenTexts);
  const { applicationNo, state, collection, reason, tokenSerialTail } = application;
  const date = day(application.changedOn);
  switch (state) {
    case 'received':
      return rich('received', { applicationNo, receivedDate: day(application.receivedOn) });
    case 'accepted':
      return numbered(rich('accepted', { date, collection: t(`accepted.${collection}`) }));
    case 'handed-over':
      return numbered(rich('handed-over', { date }));
    case 'usable':
      return numbered(rich('usable', { tokenSerialTail: tokenSerialTail ?? '' }));
    case 'declined':
      return numbered(rich('declined', { date, reason: reason?.[language] ?? '' }));
    case 'withdrawn':
      return numbered(rich('withdrawn', { date }));
    case 'suspended':
      return numbered(rich('suspended', { date }));
  }

  function numbered(sentence: ReactNode): ReactNode {
    return (
      <>
        {rich('number', { applicationNo })}
        {language === 'en' && ' '}
        {sentence}
      </>
    );
  }
}

/** It can be applied for again at once, so nobody is asked whether he means it. */
function Withdraw({ applicationNo }: Pick<TokenApplicationView, 'applicationNo'>) {
  const { t } = useTexts(tokenTexts);
  const [busy, run] = useBusy();
  const takeOver = useNewTokens();
  const withdraw = async () => {
    const path = portalPaths.tokenWithdrawal(applicationNo);
    try {
      await takeOver(await api.post({ path, body: {}, answer: TokenSituation }));
    } catch (error) {
      // The bank was faster: how it stands now says so.
      if (!(error instanceof Refused && error.problem.code === 'changed-meanwhile')) throw error;
      await takeOver(await api.get(portalPaths.tokens, TokenSituation));
    }
  };
  return (
    <Button busy={busy} onPress={() => run(withdraw)}>
      {t('withdraw')}
    </Button>
  );
}
