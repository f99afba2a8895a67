import { useState } from 'react';
import { renewalFileTexts } from '../../texts/renewal-file.ts';
import { renewalImportTexts } from '../../texts/renewal-import.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { useBusy } from '../../ui/button/use-busy.ts';
import { Button } from '../../ui/button/view.tsx';
import { Frame } from '../../ui/frame/view.tsx';
import { Notes } from '../../ui/prose/view.tsx';
import { NumberedSteps } from '../../ui/steps/view.tsx';
import type { Target } from '../flow/facts.ts';
import type { ImportWay } from '../flow/import-way.ts';
import type { Delivered } from '../flow/place.ts';
import { useRenewal } from '../window/renewal-context.ts';

interface StepsProps {
  readonly way: ImportWay;
  readonly target: Target;
  readonly delivered: Delivered | null;
}

/** `renewal.import.*` of one system. On macOS the older file format is offered second, labelled as weaker. */
export function ImportSteps({ way, target, delivered }: StepsProps) {
  const { t, lines } = useTexts(renewalImportTexts);
  const [fileName, setFileName] = useState(target.fileName);
  const label = { newSubjectLabel: target.subjectLabel };
  const steps = {
    windows: () => lines('windows.steps', { fileName }),
    macos: () => lines('macos.steps', { fileName, ...label }),
    firefox: () => lines('firefox.steps', { fileName, ...label }),
    linux: () => lines('linux.steps', { fileName, ...label }),
  };
  return (
    <section aria-label={t(`for.${way}`)}>
      <NumberedSteps steps={steps[way]()} />
      {way === 'windows' && <Notes notes={lines('windows.notes')} />}
      {way === 'macos' && (
        <OlderFormat delivered={delivered} saved={fileName !== target.fileName} onSaved={setFileName} />
      )}
    </section>
  );
}

interface OlderFormatProps {
  readonly delivered: Delivered | null;
  readonly saved: boolean;
  readonly onSaved: (fileName: string) => void;
}

/** Without the password at hand, it is asked first: `resume.key-kept`, and from there to this page again. */
function OlderFormat({ delivered, saved, onSaved }: OlderFormatProps) {
  const { t } = useTexts(renewalImportTexts);
  const { t: ofFile } = useTexts(renewalFileTexts);
  const { run } = useRenewal();
  const [busy, act] = useBusy();
  const [lastName, setLastName] = useState<string | null>(null);
  const save = async () => {
    if (delivered === null) return run.turn('file-gone');
    const file = await run.saveFile('older');
    if (file === null) return;
    setLastName(file.fileName);
    onSaved(file.fileName);
  };
  return (
    <>
      <Notes notes={[t('macos.older')]} />
      <div className="older">
        <Button small busy={busy} onPress={() => act(save)}>
          {t('macos.saveOlder')}
        </Button>
        <p>{t('macos.weaker')}</p>
      </div>
      <div role="status">
        {saved && lastName !== null && <Frame tone="information">{ofFile('save.begun', { fileName: lastName })}</Frame>}
      </div>
    </>
  );
}
