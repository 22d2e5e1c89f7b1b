import { glob, readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

/** No guide has the marks of two versions that were never made one: what checks the code reads no prose. */
it('no guide is of two versions', async () => {
  const torn: string[] = [];
  for await (const file of glob('{*.md,docs/**/*.md}')) {
    if (/^(?:<{7}|={7}|>{7})(?: |$)/m.test(await readFile(file, 'utf8'))) torn.push(file);
  }
  expect(torn).toEqual([]);
});
