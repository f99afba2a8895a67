import type { CalendarDay } from '../calendar/calendar-day.ts';
import type { CertificateStatus } from '../certificates/status.ts';

/** A user's certificate, with what ties it to his others. */
export interface HeldCertificate {
  readonly id: string;
  readonly status: CertificateStatus;
  /** A proven successor exists: it ends by itself. */
  readonly replaced: boolean;
  readonly expiryDate: CalendarDay;
  /** The certificate for which it was issued, by renewal or reissue; null: a first issue, or one more beside the others. */
  readonly insteadOf: string | null;
}

/**
 * The certificates of which one was issued in place of another, this one among them: what its user takes for one
 * certificate. A second PC's is in another line (R25). Empty for one that the user does not hold.
 */
export function lineOf(held: readonly HeldCertificate[], id: string): readonly HeldCertificate[] {
  const line = new Set(held.filter((one) => one.id === id));
  for (let before = 0; before < line.size; ) {
    before = line.size;
    const ids = new Set([...line].map((one) => one.id));
    const origins = new Set([...line].map(({ insteadOf }) => insteadOf));
    for (const one of held) {
      if (origins.has(one.id) || (one.insteadOf !== null && ids.has(one.insteadOf))) line.add(one);
    }
  }
  return held.filter((one) => line.has(one));
}
