const radius = 12.5;
const centre = 16;
/** Half of the gap between two arcs, in degrees. */
const halfGap = 4.875;

/** The arcs of a ring of `total` parts, clockwise from the top, as SVG paths in a box of 32 units. */
export function arcs(total: number): string[] {
  const part = 360 / total;
  return Array.from({ length: total }, (_, index) => {
    const from = point(index * part + halfGap);
    const to = point((index + 1) * part - halfGap);
    const large = part - 2 * halfGap > 180 ? 1 : 0;
    return `M${from}A${radius} ${radius} 0 ${large} 1 ${to}`;
  });
}

function point(degrees: number): string {
  const angle = (degrees * Math.PI) / 180;
  return `${(centre + radius * Math.sin(angle)).toFixed(2)} ${(centre - radius * Math.cos(angle)).toFixed(2)}`;
}
