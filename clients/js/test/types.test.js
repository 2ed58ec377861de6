import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

const home = join(import.meta.dirname, '..');

test('the committed .d.ts files are those of the sources', () => {
  const fresh = mkdtempSync(join(tmpdir(), 'chappe-types-'));
  try {
    const tsc = join(home, 'node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [tsc, '-p', join(home, 'tsconfig.types.json'), '--outDir', fresh]);
    assert.deepEqual(contents(join(home, 'types')), contents(fresh), 'stale: run "npm run types" and commit types/');
  } finally {
    rmSync(fresh, { recursive: true });
  }
});

function contents(folder) {
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}
