import { uiTexts } from '../../texts/ui.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { arcs } from './arcs.ts';

export interface Step {
  readonly step: number;
  readonly total: number;
  /** The last step is done: the ring closes, green with a tick. */
  readonly closed?: boolean;
}

/** 手順 3／7 with its ring. Accessibility: the words carry it, the ring is hidden; the title refers to it. */
export function StepLine({ step, total, closed = false, id }: Step & { readonly id?: string }) {
  const { t } = useTexts(uiTexts);
  return (
    <p className="stepline" id={id}>
      <svg viewBox="1.5 1.5 29 29" width="34" height="34" fill="none" strokeWidth="4" aria-hidden="true">
        {closed ? <ClosedRing /> : <OpenRing step={step} total={total} />}
      </svg>
      <span>{t('step.of', { step, total })}</span>
    </p>
  );
}

function OpenRing({ step, total }: Step) {
  return arcs(total).map((arc, index) => <path key={arc} d={arc} className={index < step ? 'gone' : 'open'} />);
}

function ClosedRing() {
  return (
    <g className="closed">
      <circle cx="16" cy="16" r="12.5" />
      <path d="M10.5 16.4l4 4 7.2-8" strokeWidth="3" />
    </g>
  );
}
