import { useCallback, useEffect, useState } from 'react';
import { helperTexts } from '../../texts/helper-parts.ts';
import { type Spoken, useTexts } from '../../texts/use-texts.tsx';
import { useBusy } from '../../ui/button/use-busy.ts';
import { Button, ButtonRow } from '../../ui/button/view.tsx';
import { type CheckState, Mark } from '../../ui/checks/view.tsx';
import type { IconName } from '../../ui/icons/view.tsx';
import { Bullets } from '../../ui/prose/view.tsx';
import { Status } from '../../ui/status/view.tsx';
import type { HelperPort } from '../helper-port.ts';
import { sayLack } from '../say-lack.ts';
import { judgeThisPc, type PartName, type PartState, type ThisPc } from '../this-pc.ts';

interface Wanted {
  readonly port: Pick<HelperPort, 'status' | 'introduce'>;
  readonly minimumVersion: string;
  /** Whether this bank gives out dedicated USB tokens. */
  readonly withToken: boolean;
}

/**
 * What of the helper is on this PC (download page, screens 2.7): looked at when it appears, without any question, and
 * again when asked to; only then is a site that is in no list introduced. Accessibility: each state is a word beside its
 * icon, and the whole is said once when it is known.
 */
export function LiveCheck({ port, minimumVersion, withToken }: Wanted) {
  const spoken = useTexts(helperTexts);
  const { t } = spoken;
  const [pc, setPc] = useState<ThisPc | null>(null);
  const [busy, act] = useBusy();
  const look = useCallback(
    async () => judgeThisPc(await port.status({ minimumVersion }), { withToken }),
    [port, minimumVersion, withToken],
  );
  useEffect(() => {
    let gone = false;
    void look().then((found) => gone || setPc(found));
    return () => {
      gone = true;
    };
  }, [look]);
  const again = async () => {
    if (pc?.undecided) await port.introduce();
    setPc(await look());
  };
  const rows = pc === null ? [] : rowsOf(pc, spoken);
  const summary = rows.map(({ label, word }) => `${label} ${word}`).join(' / ');
  return (
    <>
      <Status words={pc === null ? t('looking') : t('finished', { summary })} />
      {pc === null ? (
        <p>
          <Mark icon="busy" look="busy">
            {t('looking')}
          </Mark>
        </p>
      ) : (
        <ul className="checks block">
          {rows.map(({ name, label, state, word }) => (
            <li key={name}>
              <span>{label}</span>
              <Mark {...looks[state]}>
                <b>{word}</b>
              </Mark>
            </li>
          ))}
        </ul>
      )}
      {pc !== null && pc.lacks.length > 0 && <Bullets prose points={pc.lacks.map((lack) => sayLack(lack, spoken))} />}
      <ButtonRow>
        <Button busy={busy} onPress={() => act(again)}>
          {t('again')}
        </Button>
      </ButtonRow>
    </>
  );
}

const partNames: readonly PartName[] = ['extension', 'host', 'store', 'token'];

const looks: Record<PartState, { readonly icon: IconName; readonly look: CheckState }> = {
  found: { icon: 'success', look: 'done' },
  missing: { icon: 'none', look: 'none' },
  outdated: { icon: 'caution', look: 'check' },
  check: { icon: 'caution', look: 'check' },
};

function rowsOf({ parts, hostVersion }: ThisPc, { t }: Spoken<typeof helperTexts>) {
  return partNames.flatMap((name) => {
    const state = parts[name];
    if (state === undefined) return [];
    const label =
      name === 'host' && hostVersion !== null ? t('part.hostVersion', { have: hostVersion }) : t(`part.${name}`);
    return [{ name, label, state, word: t(`state.${state}`) }];
  });
}
