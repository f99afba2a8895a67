import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { missingContracts } from './contracts.ts';
import { deadLinks } from './links.ts';
import { emptyNames } from './names.ts';
import { signableWithoutRules } from './signable-bytes.ts';
import { tooLong } from './sizes.ts';
import { skippedTests } from './skipped-tests.ts';
import { repositoryFiles, root, sample } from './source-tree.ts';
import { readingsOfClockAndChance } from './time-and-chance.ts';

const lines = (count: number) => 'x\n'.repeat(count);

describe('the sizes of files', () => {
  it('keep the limits of CONTRIBUTING.md', () => {
    expect(tooLong(repositoryFiles('ts', 'tsx', 'css', 'mjs'))).toEqual([]);
  });

  it('fail for one file of 501 lines, not for one of 500', () => {
    const others = { 'packages/a.ts': lines(10), 'tests/b.ts': lines(10) };
    for (const folder of ['packages', 'tests', 'bench', 'scripts']) {
      const path = `${folder}/c.ts`;
      expect(tooLong(sample({ ...others, [path]: lines(501) }))).toContain(`${path} has 501 lines`);
    }
    expect(
      tooLong(
        sample({
          ...Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`packages/${i}.ts`, lines(9)])),
          'packages/c.ts': lines(500),
        }),
      ),
    ).toEqual([]);
  });

  it('fail where more than half of the files have more than 130 lines, or more than a tenth more than 350', () => {
    expect(
      tooLong(sample({ 'packages/a.ts': lines(131), 'packages/b.ts': lines(131), 'tests/c.ts': lines(5) })),
    ).toEqual(['half of the files have more than 130 lines, not 130']);
    const small = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`packages/${i}.ts`, lines(9)]));
    const big = { 'packages/x.ts': lines(351), 'packages/y.ts': lines(351) };
    expect(tooLong(sample({ ...small, ...big }))).toEqual(['a tenth of the files has 351 lines or more, not 350']);
  });
});

describe('the names of files and folders', () => {
  it('say what is in them', () => {
    expect(emptyNames(repositoryFiles('ts', 'tsx', 'css', 'mjs', 'md'))).toEqual([]);
  });

  it.each(['packages/pki/utils.ts', 'packages/web/lib/x.ts', 'tests/helpers.test.ts', 'packages/wire/misc/a.ts'])(
    'fail for %s',
    (path) => {
      expect(emptyNames(sample({ [path]: '' }))).toEqual([expect.stringContaining(`${path} is named `)]);
    },
  );

  it('let the package of the customer’s helper pass', () => {
    expect(emptyNames(sample({ 'packages/helper/consent.ts': '' }))).toEqual([]);
  });
});

describe('time and chance', () => {
  it('are arguments in lifecycle, pki, wire, use-cases and letters', () => {
    expect(readingsOfClockAndChance(repositoryFiles('ts'))).toEqual([]);
  });

  it.each([
    ['packages/lifecycle/a.ts', 'const now = Date.now();'],
    ['packages/lifecycle/a.ts', 'const today = Temporal.Now.plainDateISO();'],
    ['packages/pki/a.ts', 'const serial = crypto.getRandomValues(new Uint8Array(16));'],
    ['packages/wire/a.ts', 'const id = Math.random();'],
    ['packages/service/use-cases/a.ts', "import { randomBytes } from 'node:crypto';"],
    ['packages/service/use-cases/a/b.ts', 'return new Date();'],
    ['packages/service/letters/a.ts', 'return new Date();'],
  ])('fail where %s has %s', (path, source) => {
    expect(readingsOfClockAndChance(sample({ [path]: source }))).toEqual([expect.stringContaining(`${path} has `)]);
  });

  it('may be read in adapters, in tests, and named in comments', () => {
    const tree = sample({
      'packages/service/adapters/system-clock/a.ts': 'Date.now();',
      'packages/lifecycle/a.test.ts': 'Date.now();',
      'packages/lifecycle/b.ts': '/**\n * Never Date.now(), see CONTRIBUTING.md.\n */',
    });
    expect(readingsOfClockAndChance(tree)).toEqual([]);
  });
});

describe('what documents point at', () => {
  it('is there', () => {
    const documents = repositoryFiles('md');
    expect([...documents.keys()]).toContain('CONTRIBUTING.md');
    expect(deadLinks(documents, (path) => existsSync(join(root, path)))).toEqual([]);
  });

  it.each([
    ['a missing file', '[x](docs/missing.md)', 'docs/missing.md'],
    ['a missing heading', '[x](#nowhere)', '#nowhere'],
    ['a missing heading of another file', '[x](docs/b.md#nowhere)', 'docs/b.md#nowhere'],
    ['a missing path in backticks', 'see `packages/missing/a.ts`', 'packages/missing/a.ts'],
  ])('fails for %s', (_what, text, target) => {
    const documents = sample({ 'a.md': `# Here and there\n${text}`, 'docs/b.md': '# There' });
    expect(deadLinks(documents, (path) => documents.has(path))).toEqual([`a.md points at ${target}`]);
  });

  it('may be headings, other files, the web, and patterns', () => {
    const text =
      '# Here and `there`, 更新\n[a](#here-and-there-更新) [b](docs/b.md#there) [c](https://example.com/x) `packages/*/x`';
    const documents = sample({
      'a.md': `${text}\n\`\`\`\n[no link](missing)\n\`\`\``,
      'docs/b.md': '# There\n[up](../a.md)',
    });
    expect(deadLinks(documents, (path) => documents.has(path))).toEqual([]);
  });
});

describe('contracts', () => {
  const port = { 'packages/service/ports/clock.ts': '', 'packages/service/ports/clock.contract.ts': '' };
  const run = `import { clockContract } from '../../ports/clock.contract.ts';`;

  it('are there for every port and run by every adapter', () => {
    expect(missingContracts(repositoryFiles('ts'))).toEqual([]);
  });

  it('fail for a port without one', () => {
    expect(missingContracts(sample({ 'packages/service/ports/clock.ts': '' }))).toEqual([
      'packages/service/ports/clock.ts has no packages/service/ports/clock.contract.ts',
    ]);
    expect(missingContracts(sample({ 'packages/service/ports/register/register.ts': '' }))).toHaveLength(1);
  });

  it('fail for an adapter that runs none', () => {
    const adapter = { 'packages/service/adapters/clock/clock.ts': run };
    expect(missingContracts(sample({ ...port, ...adapter }))).toHaveLength(1);
    expect(missingContracts(sample({ ...port, ...adapter, 'packages/service/adapters/clock/a.test.ts': run }))).toEqual(
      [],
    );
  });
});

describe('bytes that a signer takes', () => {
  it('are made by the rules alone', () => {
    expect(signableWithoutRules(repositoryFiles('ts'))).toEqual([]);
  });

  it('fail elsewhere, and may be taken by type', () => {
    const value = `import { signable } from '@koshin/pki/signing/signable.ts';`;
    const type = `import type { SignableBytes } from '@koshin/pki/signing/signable.ts';`;
    const tree = sample({
      'packages/pki/crl/accept-crl.ts': value,
      'packages/service/ports/signer.ts': type,
      'packages/service/use-cases/issue.ts': value,
    });
    expect(signableWithoutRules(tree)).toEqual([
      'packages/service/use-cases/issue.ts makes bytes for the signer without rules',
    ]);
  });
});

describe('tests', () => {
  it('are all run', () => {
    expect(skippedTests(repositoryFiles('ts', 'tsx'))).toEqual([]);
  });

  it.each(['skip', 'only', 'todo', 'skipIf', 'runIf', 'fails'])('fail the rule with .%s', (word) => {
    const tree = sample({ 'packages/pki/a.test.ts': `it.${word}('reads', () => {});` });
    expect(skippedTests(tree)).toEqual([`packages/pki/a.test.ts has it.${word}`]);
  });
});
