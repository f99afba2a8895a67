export type Checks = Readonly<Record<string, () => Promise<unknown>>>;

export interface Readiness {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, 'works' | 'does not work' | 'does not answer'>>;
}

/** Longer than this and the check counts as unanswered: who asks wants to know now. */
const patienceMs = 2000;

/** Runs all checks at the same time. Reasons stay in the log of what failed: who asks here may be anybody. */
export async function runChecks(checks: Checks, patience = patienceMs): Promise<Readiness> {
  const outcomes = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, await outcomeOf(check, patience)] as const),
  );
  return { ready: outcomes.every(([, outcome]) => outcome === 'works'), checks: Object.fromEntries(outcomes) };
}

async function outcomeOf(check: () => Promise<unknown>, patience: number) {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'does not answer'>((resolve) => {
    timer = setTimeout(resolve, patience, 'does not answer');
  });
  const answered = check().then(
    () => 'works' as const,
    () => 'does not work' as const,
  );
  return Promise.race([answered, late]).finally(() => clearTimeout(timer));
}
