import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { Customer } from './customer.ts';
import { Demo, type Policies } from './demo.ts';

type SittingDown = Parameters<typeof Customer.sitDown>[2];

export interface Journeys {
  readonly demo: () => Demo;
  /** A customer at a PC of his own until the end of the test. */
  readonly customer: (loginId: string, options?: SittingDown) => Promise<Customer>;
}

/** For a test file: one demo, and the customers of each test. What a page of theirs threw fails the test. */
export function journeys(policies: Policies = {}, settings: Readonly<Record<string, string>> = {}): Journeys {
  let demo: Demo | undefined;
  let present: Customer[] = [];
  const faults: string[] = [];

  beforeAll(async () => {
    demo = await Demo.start(policies, settings);
  });
  afterEach(async ({ task }) => {
    const all = present;
    present = [];
    for (const customer of all) {
      if (task.result?.state === 'fail') await customer.keepPictures(task.name);
      await customer.leave();
    }
    expect(faults.splice(0), 'what the pages threw').toEqual([]);
  });
  afterAll(async () => {
    await demo?.remove();
  });

  const running = () => {
    if (demo === undefined) throw new Error('the demo has not been started');
    return demo;
  };
  return {
    demo: running,
    customer: async (loginId, options) => {
      const customer = await Customer.sitDown(running(), loginId, options);
      present.push(customer);
      customer.onFault((fault) => faults.push(`${loginId}: ${fault}`));
      return customer;
    },
  };
}
