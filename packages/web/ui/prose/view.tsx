import type { ReactNode } from 'react';

/** Running text of at most 40 full-width characters a line; `<p>`s come from `prose()` of the texts. */
export function Prose({ children, block = false }: { children: ReactNode; block?: boolean }) {
  return <div className={block ? 'prose block' : 'prose'}>{children}</div>;
}

/** Points of equal weight. Accessibility: a list, so its length is told. */
export function Bullets({ points, prose = false }: { points: readonly ReactNode[]; prose?: boolean }) {
  return (
    <ul className={prose ? 'bullets prose block' : 'bullets'}>
      {points.map((point, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the points are fixed for the page's life
        <li key={index}>{point}</li>
      ))}
    </ul>
  );
}

/** Remarks below steps, each after its ※. */
export function Notes({ notes }: { notes: readonly ReactNode[] }) {
  return (
    <div className="notes">
      {notes.map((note, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the notes are fixed for the page's life
        <p key={index}>
          <span>※</span>
          <span>{note}</span>
        </p>
      ))}
    </div>
  );
}
