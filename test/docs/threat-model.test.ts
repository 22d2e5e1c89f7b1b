import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ELSE, ROUTES } from '../../infra/local/http/routes.ts';
import { titlesOf } from '../support/test-titles.ts';

const at = (path: string) => new URL(`../../${path}`, import.meta.url);
const page = readFileSync(at('docs/threat-model.md'), 'utf8');

/** `file`: *title*; *title* */
const SHOWN = /`(test\/[^`]+)`: ((?:\*[^*]+\*(?:; (?=\*))?)+)/g;
const shown = [...page.matchAll(SHOWN)].flatMap(([, file = '', titles = '']) =>
  [...titles.matchAll(/\*([^*]+)\*/g)].map(([, title = '']) => ({ file, title })),
);
/** Rows by what they are called, as `M1`. */
const rows = [...page.matchAll(/^\| ([A-Z]\d+) \|.*$/gm)].map(([row, name = '']) => ({ name, row }));

describe('docs/threat-model.md', () => {
  it('names files that are there', () => {
    const files = [...page.matchAll(/`((?:shared|functions|infra|test|\.ci)\/[^`*]+|[\w-]+\.json)`/g)].map(
      ([, file = '']) => file,
    );
    expect(files.length).toBeGreaterThan(100);
    expect(files.filter((file) => !existsSync(at(file)))).toEqual([]);
  });

  it('names tests by titles that stand in their files', () => {
    expect(shown.length).toBeGreaterThan(80);
    const known = new Map([...new Set(shown.map(({ file }) => file))].map((file) => [file, titlesOf(file)]));
    expect(shown.filter(({ file, title }) => !known.get(file)?.has(title))).toEqual([]);
  });

  it('says of every threat which test shows it, or that none does', () => {
    const threats = rows.filter(({ name }) => !name.startsWith('R'));
    expect(threats.length).toBeGreaterThan(50);
    const isShown = (row: string) => row.endsWith(' |') && (row.match(SHOWN) !== null || row.includes('| *no test*'));
    expect(threats.flatMap(({ name, row }) => (isShown(row) ? [] : name))).toEqual([]);
    // A file without a title would be seen by neither.
    const files = [...(page.split('## Mail')[1]?.matchAll(/`test\/[^`]+`(?!: \*)/g) ?? [])];
    expect(files.map(([file]) => file)).toEqual([]);
  });

  it('calls each row by a name of its own, in order', () => {
    const names = rows.map(({ name }) => name);
    const ordered = Map.groupBy(names, ([letter]) => letter);
    for (const [letter, group] of ordered) expect(group).toEqual(group.map((_, place) => `${letter}${place + 1}`));
  });

  it('has every door: each route, and each folder of functions', () => {
    const routes = [...ROUTES, ELSE].map(({ key }) => `\`${key}\``);
    const folders = readdirSync(at('functions')).map((folder) => `\`functions/${folder}/\``);
    expect([...routes, ...folders].filter((door) => !page.includes(door))).toEqual([]);
  });

  it('leads to sections that are there', () => {
    const links = [...page.matchAll(/\]\(([\w./-]*)(?:#([\w-]+))?\)/g)];
    expect(links.length).toBeGreaterThan(15);
    const lost = links.filter(([, file = '', anchor]) => {
      const target = at(`docs/${file || 'threat-model.md'}`);
      return !existsSync(target) || (anchor !== undefined && !anchorsOf(readFileSync(target, 'utf8')).includes(anchor));
    });
    expect(lost.map(([link]) => link)).toEqual([]);
  });
});

/** As a page on the repository's host gives them to headings. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replace(/\s/g, '-'),
  );
}
