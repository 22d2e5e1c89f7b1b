import { describe, expect, it } from 'vitest';
import { mutantsOf } from './mutants.ts';

const changed = (text: string) => mutantsOf('a.ts', text).map(({ after }) => after);

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
    expect(mutantsOf('a.ts', 'const ü = 1;\nconst a = (b || c) && (d || e);\n')).toContainEqual({
      file: 'a.ts',
      line: 2,
      before: 'const a = (b || c) && (d || e);',
      after: 'const a = (b || c) || (d || e);',
      text: 'const ü = 1;\nconst a = (b || c) || (d || e);\n',
    });
  });
});
