import { describe, expect, it } from 'vitest';
import { arcs } from './arcs.ts';

describe('the ring of the step line', () => {
  it('draws seven arcs clockwise from the top, with the gap of the visual target', () => {
    const ring = arcs(7);
    expect(ring).toHaveLength(7);
    expect(ring[0]).toBe('M17.06 3.55A12.5 12.5 0 0 1 25.08 7.40');
    expect(ring[6]).toBe('M6.92 7.40A12.5 12.5 0 0 1 14.94 3.55');
  });

  it('takes the long way round for a single arc', () => {
    expect(arcs(1)[0]).toContain('A12.5 12.5 0 1 1');
  });
});
