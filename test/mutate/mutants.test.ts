import { describe, expect, it } from 'vitest';
import { mutantsOf } from './mutants.ts';

const changed = (text: string) => mutantsOf('a.ts', text).mutants.map(({ after }) => after);

describe('mutants', () => {
  it.each<[string, string[]]>([
    ['if (late) warn();', ['if (!(late)) warn();', 'if (late) ;']],
    ['const a = b === c;', ['const a = b !== c;']],
    ['const a = b < c;', ['const a = b <= c;']],
    ['const a = b && c;', ['const a = b || c;']],
    ['const a = b + 1;', ['const a = b - 1;']],
    ["const a = b ?? '';", ['const a = b;']],
    ['const a = !b;', ['const a = b;']],
    ['const a = true;', ['const a = false;']],
    ["const a = 'ü';", ["const a = '';"]],
    ['const a = b ? 1 : 2;', ['const a = b ? 2 : 1;']],
    ['await tell();', [';']],
    ['const f = () => a;', ['const f = () => undefined;']],
    ['function f() { return a; }', ['function f() { return undefined; }']],
    ['const a = b.filter(f);', ['const a = b;']],
    ['const a = b.some(f);', ['const a = b.every(f);']],
  ])('of %s', (text, expected) => {
    expect(changed(text)).toEqual(expected);
  });

  it('are none of types, imports, names and the words of a log line', () => {
    const text = [
      "import { a } from './a.ts';",
      "type Kind = 'mail' | 'form';",
      "const b = a as 'mail' | 'form';",
      "const c = { 'x-name': b };",
      "desk.log.info('done', { ticket: 'T-1' });",
    ].join('\n');
    expect(changed(text)).toEqual([';']);
  });

  it('change one place and keep all else, brackets too', () => {
    const { mutants } = mutantsOf('a.ts', 'const ü = 1;\nconst a = (b || c) && (d || e);\n');
    expect(mutants).toContainEqual({
      mark: undefined,
      file: 'a.ts',
      line: 2,
      before: 'const a = (b || c) && (d || e);',
      after: 'const a = (b || c) || (d || e);',
      text: 'const ü = 1;\nconst a = (b || c) || (d || e);\n',
    });
  });

  it('know the place that a test must reach', () => {
    const text = 'function f(a) { if (a) { return g((b) => b + 1); } return 0; }';
    const { mutants, marked } = mutantsOf('a.ts', text);
    const markOf = (after: string) => mutants.find((each) => each.after.includes(after))?.mark;
    expect(markOf('b - 1')).toBe(`a.ts:${text.indexOf('b + 1')}`);
    expect(markOf('return undefined; }')).toBe(`a.ts:${text.indexOf('return g')}`);
    const reached: string[] = [];
    Object.assign(globalThis, { __reached: (mark: string) => reached.push(mark) });
    new Function('g', `${marked}; f(1)`)((add: (b: number) => number) => expect(add(1)).toBe(2));
    Reflect.deleteProperty(globalThis, '__reached');
    expect(reached).toEqual(['if (a)', 'return g', 'b + 1'].map((piece) => `a.ts:${text.indexOf(piece)}`));
  });
});
