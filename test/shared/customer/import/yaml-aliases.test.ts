import { describe, expect, it } from 'vitest';
import { readYamlRows } from '../../../../shared/customer/import/yaml.ts';

const COLUMNS = { id: 'required', contacts: 'optional', targets: 'optional' } as const;
const read = (text: string) => readYamlRows(text, COLUMNS as unknown as Parameters<typeof readYamlRows>[1]);

describe('aliases', () => {
  it('stand for the last node before them with their anchor', () => {
    const { rows, errors } = read('- id: &a x\n- id: *a\n- id: &a y\n- id: *a\n');
    expect(errors).toEqual([]);
    expect(rows.map(({ cells }) => cells.id)).toEqual(['x', 'x', 'y', 'y']);
  });

  it('may be shared by thousands of customers', () => {
    const customers = Array.from({ length: 5_000 }, (_, at) => `- {id: c${at}, contacts: *all}`);
    const { rows, errors } = read(`- {id: c, contacts: &all [a.example, b.example]}\n${customers.join('\n')}`);
    expect(errors).toEqual([]);
    expect(rows).toHaveLength(5_001);
    expect(rows.at(-1)?.cells.contacts).toBe('a.example b.example');
  });
});

const laughs = (levels: number, of: (at: number) => string, each: number) =>
  Array.from(
    { length: levels },
    (_, at) =>
      `  - &l${at} ${of(at)}${Array(each)
        .fill(at ? `*l${at - 1}` : 'lol')
        .join(', ')}]`,
  );

describe('a file whose aliases unfold without measure', () => {
  it.each<[string, string]>([
    ['a billion laughs', `customers:\n${laughs(10, () => '[', 10).join('\n')}`],
    [
      'mappings in mappings',
      Array.from({ length: 30 }, (_, at) => (at ? `- &m${at} {a: *m${at - 1}, b: *m${at - 1}}` : '- &m0 {a: x}')).join(
        '\n',
      ),
    ],
    ['one long text, again and again', `- {id: &t "${'x'.repeat(20_000)}"}\n${'- {id: *t}\n'.repeat(200)}`],
    [
      'one long list, in each cell',
      `- {id: a, contacts: &l [${'a.example, '.repeat(5_000)}]}\n${'- {id: b, contacts: *l}\n'.repeat(500)}`,
    ],
    ['one row with a long cell', `- &r {id: "${'x'.repeat(60_000)}"}\n${'- *r\n'.repeat(20)}`],
  ])('(%s) is refused by line, with the mend', (_, text) => {
    const { rows, errors } = read(text);
    expect(rows).toEqual([]);
    expect(errors).toEqual([
      { line: expect.any(Number), message: expect.stringMatching(/unfold into more than 1000000 characters; write/) },
    ]);
    expect(errors[0]?.line).toBeGreaterThan(1);
  });

  it.each([
    ['itself', '- &a [*a]\n'],
    ['what holds it', '- id: x\n- &a {id: x, contacts: [{b: *a}]}\n'],
    ['the whole file', '&a\n- *a\n'],
  ])('(an alias of %s) is refused', (_, text) => {
    expect(read(text).errors).toEqual([
      { line: expect.any(Number), message: 'this alias is part of what it stands for; write the value out' },
    ]);
  });

  it.each([['['], ['{a: '], ['- ']])('(nested too deep by %j) is refused', (opening) => {
    const { rows, errors } = read(opening.repeat(20_000));
    expect(rows).toEqual([]);
    expect(errors.map(({ message }) => message)).toContain('this is nested too deep; a file is a list of mappings');
  });
});
