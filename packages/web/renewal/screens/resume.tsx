import type { RenewalView } from '@koshin/wire/portal/renewal-messages.ts';
import { dayOf } from '../../texts/dates.ts';
import { renewalTexts } from '../../texts/renewal.ts';
import { renewalHelperTexts } from '../../texts/renewal-helper.ts';
import { renewalResumeTexts } from '../../texts/renewal-resume.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { useBusy } from '../../ui/button/use-busy.ts';
import { Button, ButtonRow } from '../../ui/button/view.tsx';
import { LinkList } from '../../ui/links/view.tsx';
import { Prose } from '../../ui/prose/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';
import type { Target } from '../flow/facts.ts';
import { useRenewal } from '../window/renewal-context.ts';

/** `resume.saved` */
export function ResumeSaved({ target, issuedAt }: { target: Target; issuedAt: string }) {
  const { t, prose, day } = useTexts(renewalResumeTexts);
  const { t: say } = useTexts(renewalTexts);
  const { run } = useRenewal();
  const [busy, act] = useBusy();
  const words = { issuedDate: day(dayOf(issuedAt)), fileName: target.fileName };
  return (
    <>
      <PageTitle>{t('title')}</PageTitle>
      <Prose>{prose('saved.body', words)}</Prose>
      <ButtonRow>
        <Button kind="filled" onPress={() => run.turn('go-to-import')}>
          {t('saved.toImport')}
        </Button>
        <Button busy={busy} onPress={() => act(() => run.prove(target))}>
          {t('saved.check')}
        </Button>
      </ButtonRow>
      <LinkList links={[{ label: say('fileGone'), onPress: () => run.turn('file-gone') }]} />
    </>
  );
}

/** `resume.prove` */
export function ResumeProve({ target }: { target: Target }) {
  const { t, prose } = useTexts(renewalResumeTexts);
  const { t: say } = useTexts(renewalTexts);
  const { run } = useRenewal();
  const [busy, act] = useBusy();
  return (
    <>
      <PageTitle>{t('title')}</PageTitle>
      <Prose>{prose('prove.body')}</Prose>
      <ButtonRow>
        <Button kind="filled" busy={busy} onPress={() => act(() => run.prove(target))}>
          {say('check')}
        </Button>
      </ButtonRow>
    </>
  );
}

/** `resume.install` */
export function ResumeInstall() {
  const { t } = useTexts(renewalResumeTexts);
  const { t: ofHelper, prose } = useTexts(renewalHelperTexts);
  const { t: say } = useTexts(renewalTexts);
  const { run } = useRenewal();
  const [busy, act] = useBusy();
  return (
    <>
      <PageTitle>{t('title')}</PageTitle>
      <Prose>{prose('install.body')}</Prose>
      <ButtonRow>
        <Button kind="filled" busy={busy} onPress={() => act(run.installByHelper)}>
          {ofHelper('install.save')}
        </Button>
        <Button busy={busy} onPress={() => act(run.beginWithoutHelper)}>
          {say('withoutHelper')}
        </Button>
      </ButtonRow>
    </>
  );
}

/** The key is in the helper's store, and its request was on the way when the window ended. */
export function ResumeRequest() {
  const { t } = useTexts(renewalResumeTexts);
  const { prose } = useTexts(renewalHelperTexts);
  const { t: say } = useTexts(renewalTexts);
  const { run, stillValid } = useRenewal();
  const [busy, act] = useBusy();
  return (
    <>
      <PageTitle>{t('title')}</PageTitle>
      <Prose>{prose('request.body', { stillValid })}</Prose>
      <ButtonRow>
        <Button kind="filled" onPress={() => run.turn('request-by-helper')}>
          {say('keepOn')}
        </Button>
        <Button busy={busy} onPress={() => act(run.beginWithoutHelper)}>
          {say('withoutHelper')}
        </Button>
      </ButtonRow>
    </>
  );
}

/** `resume.done` */
export function ResumeDone({ proof }: { proof: NonNullable<RenewalView['proof']> }) {
  const { t, prose, day } = useTexts(renewalResumeTexts);
  const { t: say } = useTexts(renewalTexts);
  const { leave } = useRenewal();
  const words = { provenDate: day(dayOf(proof.provenAt)), newExpiryDate: day(proof.certificate.expiryDate) };
  return (
    <>
      <PageTitle>{t('done.title')}</PageTitle>
      <Prose>{prose('done.body', words)}</Prose>
      <ButtonRow>
        <Button kind="filled" onPress={leave}>
          {say('close')}
        </Button>
      </ButtonRow>
    </>
  );
}
