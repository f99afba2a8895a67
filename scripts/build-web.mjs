// Builds the pages of packages/web into packages/web/dist, only when something that goes into them has changed since the
// last build. Says nothing when all is up to date.
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = dirname(import.meta.dirname);
const web = join(root, 'packages', 'web');
const mark = join(root, 'node_modules', '.cache', 'koshin', 'web-built');

const wanted = hashOfSources();
if (!isBuilt()) {
  const { build } = await import('vite');
  try {
    await build({ root: web, logLevel: 'warn' });
  } catch (error) {
    console.error(`web: ${error.message}`);
    process.exit(1);
  }
  mkdirSync(dirname(mark), { recursive: true });
  writeFileSync(mark, wanted);
  console.log('web: built into packages/web/dist');
}

function isBuilt() {
  return existsSync(join(web, 'dist', 'index.html')) && existsSync(mark) && readFileSync(mark, 'utf8') === wanted;
}

/** Over names and contents: what the pages are made of, and the versions of what makes them. */
function hashOfSources() {
  const sources = globSync('packages/{web,wire,pki,lifecycle}/**/*.{ts,tsx,css,html,json,svg,png,woff2}', {
    cwd: root,
    exclude: (path) => /(^|[\\/])(node_modules|dist)$|\.test\.tsx?$/.test(path),
  });
  const hash = createHash('sha256');
  for (const path of [...sources.sort(), 'package-lock.json']) {
    const content = readFileSync(join(root, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}
