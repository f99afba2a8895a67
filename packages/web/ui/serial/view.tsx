import { groupsOfFour } from '../../texts/codes.ts';

/** A serial in groups of four, in two halves that do not break inside (one line wide, two lines narrow). */
export function Serial({ hex }: { hex: string }) {
  const groups = groupsOfFour(hex);
  const half = Math.ceil(groups.length / 2);
  return (
    <span className="mono">
      <span className="quad">{groups.slice(0, half).join(' ')}</span>{' '}
      <span className="quad">{groups.slice(half).join(' ')}</span>
    </span>
  );
}
