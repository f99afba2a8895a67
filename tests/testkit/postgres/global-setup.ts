import type { TestProject } from 'vitest/node';
import { startPostgresStarter } from './starter.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the run's PostgreSQL cluster is asked for, see `postgres-url.ts`. */
    readonly postgresStarter: string;
  }
}

/** Once per run of vitest, in its own process. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const starter = await startPostgresStarter();
  project.provide('postgresStarter', starter.address);
  return starter.close;
}
