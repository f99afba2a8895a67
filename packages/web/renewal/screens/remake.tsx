import { useBank } from '../../portal/frame/session.ts';
import { renewalTexts } from '../../texts/renewal.ts';
import { renewalHelperTexts } from '../../texts/renewal-helper.ts';
import { renewalResumeTexts } from '../../texts/renewal-resume.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { useBusy } from '../../ui/button/use-busy.ts';
import { Button, ButtonRow } from '../../ui/button/view.tsx';
import { LinkList } from '../../ui/links/view.tsx';
import { Prose } from '../../ui/prose/view.tsx';
import { FailureTail } from '../../ui/tail/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';
import type { Target } from '../flow/facts.ts';
import { useRenewal } from '../window/renewal-context.ts';

/** `resume.remake`; without an earlier certificate there is none to speak of. */
export function Remake({ lost }: { lost: Target | null }) {
  const { t, rich, prose } = useTexts(renewalResumeTexts);
  const { t: say } = useTexts(renewalTexts);
  const { t: ofHelper } = useTexts(renewalHelperTexts);
  const { run, facts, leave, stillValid } = useRenewal();
  const bank = useBank();
  const [busy, act] = useBusy();
  const earlier = lost === null ? '' : rich('remake.earlier', { newSerialTail: lost.serialTail });
  return (
    <>
      <PageTitle>{t('remake.title')}</PageTitle>
      <Prose>{prose('remake.body', { earlier, stillValid })}</Prose>
      <ButtonRow>
        <Button kind="filled" busy={busy} onPress={() => act(run.remake)}>
          {t('remake.remake')}
        </Button>
        {lost && (
          <Button busy={busy} onPress={() => act(run.reportLost)}>
            {t('remake.lost')}
          </Button>
        )}
        <Button onPress={leave}>{say('close')}</Button>
      </ButtonRow>
      {facts?.helper && bank.mediaStorage && (
        <LinkList links={[{ label: ofHelper('lookForToken'), onPress: () => void run.beginAgain() }]} />
      )}
    </>
  );
}

/** `resume.limit`: the tail comes first here, as the bank is who helps. */
export function RemakeLimit({ refNo }: { refNo: string | null }) {
  const { t, prose } = useTexts(renewalResumeTexts);
  const { t: say } = useTexts(renewalTexts);
  const { leave, stillValid } = useRenewal();
  const bank = useBank();
  return (
    <>
      <PageTitle>{t('limit.title')}</PageTitle>
      {refNo !== null && <FailureTail refNo={refNo} />}
      <Prose block={refNo !== null}>{prose('limit.body', { n: bank.keysPerRenewalAndDay, stillValid })}</Prose>
      <ButtonRow>
        <Button onPress={leave}>{say('close')}</Button>
      </ButtonRow>
    </>
  );
}
