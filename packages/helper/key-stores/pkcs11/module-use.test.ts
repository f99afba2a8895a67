import { expect, it, onTestFinished } from 'vitest';
import { softHsm } from '../../../../tests/testkit/hsm/soft-hsm.ts';
import { useModule } from './module-use.ts';

function freshHsm() {
  const hsm = softHsm();
  onTestFinished(() => hsm.remove());
  return hsm;
}

it('a module stays for the second user when the first one goes, and ends with the last', async () => {
  const hsm = freshHsm();
  const [first, second] = await Promise.all([useModule(hsm.module), useModule(hsm.module)]);
  await first.release();
  await first.release();
  expect(await second.cryptoki.slots()).not.toHaveLength(0);
  await second.release();
  await expect(second.cryptoki.slots()).rejects.toMatchObject({ answer: 'CKR_CRYPTOKI_NOT_INITIALIZED' });
});

it('a token that came after the last user went is seen by the next', async () => {
  const hsm = freshHsm();
  const labels = async () => {
    const { cryptoki, release } = await useModule(hsm.module);
    const infos = await Promise.all((await cryptoki.slots()).map((slot) => cryptoki.tokenInfo(slot)));
    await release();
    return infos.map(({ label }) => label);
  };
  expect(await labels()).toContain(hsm.tokenLabel);
  const another = softHsm({ tokenLabel: 'plugged in since' });
  onTestFinished(() => another.remove());
  expect(await labels()).toContain('plugged in since');
});

it('where no module is, its file name is told and not its path', async () => {
  await expect(useModule('/nowhere/at/all.so')).rejects.toMatchObject({
    code: 'helper-module-missing',
    facts: { moduleName: 'all.so' },
  });
});

it('a file that is no module is as good as none', async () => {
  await expect(useModule('/etc/hostname')).rejects.toMatchObject({ code: 'helper-module-missing' });
});
