import { useId, useState } from 'react';
import { thisBrowser } from '../../keys/browser-self.ts';
import { browserNames, systemNames } from '../../keys/detect.ts';
import { renewalTexts } from '../../texts/renewal.ts';
import { renewalImportTexts } from '../../texts/renewal-import.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { useBusy } from '../../ui/button/use-busy.ts';
import { Button, ButtonRow, LinkButton } from '../../ui/button/view.tsx';
import { LinkList } from '../../ui/links/view.tsx';
import { Prose } from '../../ui/prose/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';
import type { Target } from '../flow/facts.ts';
import { type ImportWay, importWayOf, importWays } from '../flow/import-way.ts';
import type { Delivered } from '../flow/place.ts';
import { useRenewal } from '../window/renewal-context.ts';
import { useStep } from '../window/use-step.ts';
import { ImportSteps } from './import-steps.tsx';

interface ImportProps {
  readonly target: Target;
  /** Null after a presentation or a reload: the password is no longer here. */
  readonly delivered: Delivered | null;
}

/** `renewal.import`: the steps of the detected system; the others are links. */
export function Import({ target, delivered }: ImportProps) {
  const step = useStep('import');
  const { t } = useTexts(renewalImportTexts);
  const [surroundings] = useState(thisBrowser);
  const [way, setWay] = useState(() => importWayOf(surroundings));
  const [choosing, setChoosing] = useState(way === null);
  const system = systemNames[surroundings.system] ?? t('unknownSystem');
  const browser = browserNames[surroundings.browser] ?? t('unknownBrowser');
  return (
    <>
      <PageTitle step={step}>{t('title')}</PageTitle>
      <p className="envline">
        <span>{t('surroundings', { system, browser })}</span>
        {!choosing && <LinkButton onPress={() => setChoosing(true)}>{t('others')}</LinkButton>}
      </p>
      {choosing && <Ways current={way} onChoose={setWay} />}
      {way !== null && <ImportSteps key={way} way={way} target={target} delivered={delivered} />}
      <WhenRegistered target={target} />
    </>
  );
}

/** Accessibility: a named list of buttons; the one whose steps are shown says so (`aria-pressed`). */
function Ways({ current, onChoose }: { current: ImportWay | null; onChoose: (way: ImportWay) => void }) {
  const { t } = useTexts(renewalImportTexts);
  const titleId = useId();
  return (
    <div className="ways">
      <h2 className="vh" id={titleId}>
        {t('others')}
      </h2>
      <ul aria-labelledby={titleId}>
        {importWays.map((way) => (
          <li key={way}>
            <button type="button" className="linklike" aria-pressed={way === current} onClick={() => onChoose(way)}>
              {t(`for.${way}`)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function WhenRegistered({ target }: { target: Target }) {
  const { t, prose } = useTexts(renewalImportTexts);
  const { t: say } = useTexts(renewalTexts);
  const { run, leave, stillValid } = useRenewal();
  const [busy, act] = useBusy();
  const words = { newSubjectLabel: target.subjectLabel, newSerialTail: target.serialTail, stillValid };
  return (
    <section className="section">
      <h2>{t('after.title')}</h2>
      <Prose>{prose('after.body', words)}</Prose>
      <ButtonRow>
        <Button kind="filled" busy={busy} onPress={() => act(() => run.prove(target))}>
          {say('check')}
        </Button>
        <Button onPress={leave}>{t('later')}</Button>
      </ButtonRow>
      <LinkList links={[{ label: say('fileGone'), onPress: () => run.turn('file-gone') }]} />
    </section>
  );
}
