import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { testBank } from '../../../tests/testkit/bank/test-bank.ts';
import { testMeans } from '../../../tests/testkit/bank/test-means.ts';
import { crlPublisher } from './jobs.ts';

async function publisher() {
  const means = await testMeans();
  onTestFinished(() => means.close());
  await testBank(means);
  const told: [string, unknown][] = [];
  const log = pino(
    { level: 'warn' },
    {
      write(line: string) {
        const { msg, refused } = JSON.parse(line);
        told.push([msg, refused]);
      },
    },
  );
  const publish = crlPublisher(means, log);
  return {
    means,
    /** What the log says of this run. */
    async run() {
      told.length = 0;
      await publish(new AbortController().signal);
      return told.map(([text]) => text);
    },
    told,
  };
}

describe('the log of the CRLs', () => {
  it('says which are missing at their address when it begins, once a day, and when it is over', async () => {
    const { means, run, told } = await publisher();
    const { algorithmOf } = means.signer;
    means.signer.algorithmOf = (keyName) => (keyName === 'mihon-root' ? algorithmOf('gone') : algorithmOf(keyName));
    expect(await run()).toEqual(['CRLs are missing at their address: crl import or crl publish brings them']);
    expect(told[0]?.[1]).toMatchObject([{ keyName: 'mihon-root', code: 'signer-unavailable', missing: true }]);
    means.clock.forward({ minutes: 5 });
    expect(await run()).toEqual([]);
    means.clock.forward({ days: 1 });
    expect(await run()).toEqual(['CRLs are missing at their address: crl import or crl publish brings them']);
    means.signer.algorithmOf = algorithmOf;
    expect(await run()).toEqual(['CRLs can be published again']);
    expect(await run()).toEqual([]);
  });

  it('says it otherwise where readers have one that cannot be followed by the next', async () => {
    const { means, run } = await publisher();
    expect(await run()).toEqual([]);
    const { algorithmOf } = means.signer;
    means.signer.algorithmOf = () => algorithmOf('gone');
    means.clock.forward({ days: 1 });
    expect(await run()).toEqual(['CRLs cannot be published']);
  });
});
