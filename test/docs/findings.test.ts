import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { titlesOf } from '../support/test-titles.ts';

const page = readFileSync(new URL('../../docs/reliability.md', import.meta.url), 'utf8');
const [, section = ''] = /^## What the review of the cloud side found$(.*?)^## /ms.exec(page) ?? [];
const rows = [...section.matchAll(/^\| (A\d+) \| (.+) \|$/gm)].map(([, name = '', rest = '']) => ({
  name,
  cells: rest.split(' | '),
  shown: [...rest.matchAll(/`(test\/[^`]+)`: \*([^*]+)\*/g)].map(([, file = '', title = '']) => ({ file, title })),
}));

describe('the findings of docs/reliability.md', () => {
  it('are sixteen, in order, each with what was wrong and what answers it', () => {
    expect(rows.map(({ name }) => name)).toEqual(Array.from({ length: 16 }, (_, index) => `A${index + 1}`));
    for (const { cells } of rows) expect(cells.map((cell) => cell.trim() !== '')).toEqual([true, true, true]);
  });

  it.each(rows)('$name is shown by tests that are there and have its number', ({ name, shown }) => {
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.filter(({ file, title }) => !titlesOf(file).has(title))).toEqual([]);
    expect(shown.filter(({ title }) => !title.endsWith(`(${name})`))).toEqual([]);
  });
});
