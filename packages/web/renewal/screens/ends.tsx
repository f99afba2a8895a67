import { renewalTexts } from '../../texts/renewal.ts';
import { renewalTurnsTexts } from '../../texts/renewal-turns.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { Button, ButtonLink, ButtonRow } from '../../ui/button/view.tsx';
import { Prose } from '../../ui/prose/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';
import { useRenewal } from '../window/renewal-context.ts';

/** `renewal.too-early` */
export function TooEarly({ windowStart, expiryDate }: { windowStart: string; expiryDate: string }) {
  const { t, prose, day } = useTexts(renewalTurnsTexts);
  const start = windowStart && day(windowStart);
  return (
    <>
      <PageTitle>{t('tooEarly.title', { windowStart: start })}</PageTitle>
      <Prose>{prose('tooEarly.body', { windowStart: start, expiryDate: expiryDate && day(expiryDate) })}</Prose>
      <ToMain />
    </>
  );
}

/** `renewal.too-late` */
export function TooLate({ expiryDate }: { expiryDate: string }) {
  const { t, prose, day } = useTexts(renewalTurnsTexts);
  return (
    <>
      <PageTitle>{t('tooLate.title')}</PageTitle>
      <Prose>{prose('tooLate.body', { expiryDate: expiryDate && day(expiryDate) })}</Prose>
      <ButtonRow>
        <ButtonLink kind="filled" href="/expired">
          {t('tooLate.steps')}
        </ButtonLink>
      </ButtonRow>
    </>
  );
}

const reasons = ['certificate-revoked', 'user-suspended', 'contract-closed', 'renewal-too-late'] as const;

/** `renewal.no-live`: cancelled, revoked or user locked meanwhile. */
export function NoLive({ reason, endedAt }: { reason: string | null; endedAt: string | null }) {
  const { t, prose, instant } = useTexts(renewalTurnsTexts);
  const known = reasons.find((one) => one === reason) ?? 'other';
  const words = { reason: t(`noLive.${known}`) };
  return (
    <>
      <PageTitle>{t('noLive.title')}</PageTitle>
      <Prose>
        {endedAt === null ? prose('noLive.undated', words) : prose('noLive.body', { ...words, at: instant(endedAt) })}
      </Prose>
      <ToMain />
    </>
  );
}

function ToMain() {
  const { t: say } = useTexts(renewalTexts);
  const { leave } = useRenewal();
  return (
    <ButtonRow>
      <Button kind="filled" onPress={leave}>
        {say('main')}
      </Button>
    </ButtonRow>
  );
}
