import { useBank } from '../../portal/frame/session.ts';
import { useRenewal } from '../../renewal/window/renewal-context.ts';
import { acquisitionTexts } from '../../texts/acquisition.ts';
import { dayOf } from '../../texts/dates.ts';
import { renewalHelperTexts } from '../../texts/renewal-helper.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { useBusy } from '../../ui/button/use-busy.ts';
import { Button, ButtonRow } from '../../ui/button/view.tsx';
import { LinkList } from '../../ui/links/view.tsx';
import { Prose } from '../../ui/prose/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';
import { useEndAcquisition } from '../use-standing.ts';

/** The code gave its certificate to a key that is not here: where to go on, and who gives another code. */
export function KeyGone() {
  const { t, rich, prose, day } = useTexts(acquisitionTexts);
  const { t: ofHelper } = useTexts(renewalHelperTexts);
  const { run, facts } = useRenewal();
  const bank = useBank();
  const end = useEndAcquisition();
  const [busy, act] = useBusy();
  if (facts === null) return null;
  const [issued] = facts.renewal.successors;
  return (
    <>
      <PageTitle>{t('keyGone.title')}</PageTitle>
      <Prose>
        <p>{issued ? rich('keyGone.issued', { usedDate: day(dayOf(issued.issuedAt)) }) : t('keyGone.requested')}</p>
        {prose('keyGone.body')}
      </Prose>
      <ButtonRow>
        <Button busy={busy} onPress={() => act(end)}>
          {t('back')}
        </Button>
      </ButtonRow>
      {facts.helper !== null && bank.mediaStorage && (
        <LinkList links={[{ label: ofHelper('lookForToken'), onPress: () => void run.beginAgain() }]} />
      )}
    </>
  );
}
