import { describe, expect, it } from 'vitest';
import { planIdle } from './idle-plan.ts';

const minute = 60_000;
const times = { serverTime: 0, receivedAt: 0, idleEndsAt: 15 * minute, endsAt: 480 * minute };

describe('the warning before an idle session ends', () => {
  it('comes two minutes before the end', () => {
    expect(planIdle(times, 0)).toEqual({ phase: 'quiet', wait: 13 * minute });
    expect(planIdle(times, 13 * minute)).toEqual({ phase: 'warn', wait: 2 * minute });
  });

  it("counts by the service's clock when the PC's is off", () => {
    const early = { ...times, serverTime: 100 * minute, idleEndsAt: 115 * minute, endsAt: 480 * minute };
    expect(planIdle(early, 0)).toEqual({ phase: 'quiet', wait: 13 * minute });
  });

  it('asks again in five seconds when the end has passed and the session is still open', () => {
    expect(planIdle(times, 16 * minute)).toEqual({ phase: 'warn', wait: 5000 });
  });

  it('is not shown where staying is not possible', () => {
    const last = { ...times, endsAt: 15 * minute };
    expect(planIdle(last, 14 * minute)).toEqual({ phase: 'quiet', wait: minute });
  });
});
