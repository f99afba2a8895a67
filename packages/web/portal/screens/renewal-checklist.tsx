import { useState } from 'react';
import { mainTexts } from '../../texts/main.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { ButtonLink, ButtonRow } from '../../ui/button/view.tsx';
import { Tick } from '../../ui/field/password.tsx';
import { Prose } from '../../ui/prose/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';
import { useOpenSession } from '../frame/session.ts';

const points = ['pcs', 'software', 'jobs', 'file', 'calendar'] as const;
type Point = (typeof points)[number];

/** `renewal.checklist`: what to replace elsewhere. The ticks stay in this browser, for this certificate. */
export function RenewalChecklist() {
  const { t, prose, day } = useTexts(mainTexts);
  const { certificate } = useOpenSession();
  const [ticked, toggle] = useTicks(certificate.id);
  const label = (point: Point) =>
    point === 'calendar' ? t('after.calendar', { newExpiryDate: day(certificate.expiryDate) }) : t(`after.${point}`);
  return (
    <>
      <PageTitle>{t('after.title')}</PageTitle>
      <Prose>{prose('after.body')}</Prose>
      <ul className="ticks block">
        {points.map((point) => (
          <li key={point}>
            <Tick checked={ticked.has(point)} onChange={() => toggle(point)}>
              {label(point)}
            </Tick>
          </li>
        ))}
      </ul>
      <ButtonRow>
        <ButtonLink kind="filled" href="/main">
          {t('after.main')}
        </ButtonLink>
      </ButtonRow>
    </>
  );
}

/** The ticks of one certificate's owner, kept in localStorage under the certificate's id: no name, no login ID. */
function useTicks(certificateId: string): readonly [ReadonlySet<string>, (point: Point) => void] {
  const key = `koshin-after-renewal:${certificateId}`;
  const [ticked, setTicked] = useState(() => new Set((localStorage.getItem(key) ?? '').split(' ')));
  const toggle = (point: Point) => {
    const next = new Set(ticked);
    if (!next.delete(point)) next.add(point);
    localStorage.setItem(key, [...next].filter(Boolean).join(' '));
    setTicked(next);
  };
  return [ticked, toggle];
}
