import fc from 'fast-check';
import { volume } from './volume.ts';

// In every test file before its tests (vitest's `setupFiles`): one seed for the whole run, so that it can be had again.
fc.configureGlobal({ seed: Number(process.env.KOSHIN_TEST_SEED), numRuns: volume({ usual: 100, full: 5_000 }) });
