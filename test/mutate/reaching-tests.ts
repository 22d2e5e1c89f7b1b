import { readFileSync } from 'node:fs';
import { filesOf, importsOf } from '../support/imports.ts';
import type { Seen } from './copy.ts';
import type { Mutant } from './mutants.ts';

/** Where the unit tests are; the running desk and the templates need no mutant of a use case, and take minutes. */
const FOLDERS = ['test/shared', 'test/functions', 'test/faults'];

/** A test file, and all that it imports: at once, and through others. */
export type Reach = { test: string; direct: string[]; all: Set<string> };

/** The unit tests of the tree, with what each of them reaches. */
export function readReaches(): Reach[] {
  const imports = new Map<string, string[]>();
  const importedBy = (file: string): string[] => {
    const known = imports.get(file) ?? (file.endsWith('.ts') ? importsOf(file).map(({ to }) => to) : []);
    imports.set(file, known.filter(isOfTheTree));
    return known.filter(isOfTheTree);
  };
  return (
    FOLDERS.flatMap(filesOf)
      .filter((file) => file.endsWith('.test.ts'))
      // Mutants run without isolation, where a test that replaces a module would replace it for all others, or not at all.
      .filter((file) => !/\bvi\.(?:do)?[mM]ock\(/.test(readFileSync(file, 'utf8')))
      .map((test) => {
        const all = new Set<string>();
        const visit = (file: string): void => {
          if (all.has(file)) return;
          all.add(file);
          importedBy(file).forEach(visit);
        };
        visit(test);
        return { test, direct: importedBy(test), all };
      })
  );
}

/**
 * The tests that can see a mutant, those that import its file first, then the quicker ones. Tests that take longer than `mostMs` are
 * left out: every mutant that lives would run them.
 */
export function testsOf({ file, mark }: Mutant, reaches: readonly Reach[], seen: Seen, mostMs: number): string[] {
  const took = (test: string) => seen.took.get(test) ?? Number.POSITIVE_INFINITY;
  const sees = ({ test, all }: Reach) => (mark === undefined ? all.has(file) : seen.reached.get(test)?.has(mark));
  const far = ({ direct, test }: Reach) => (direct.includes(file) || namesake(test) === file ? 0 : 1);
  return reaches
    .filter((reach) => took(reach.test) <= mostMs && sees(reach))
    .sort((a, b) => far(a) - far(b) || took(a.test) - took(b.test))
    .map(({ test }) => test);
}

/** The file that a test is about by its name: `shared/a/b.ts` for `test/shared/a/b.test.ts`. */
function namesake(test: string): string {
  return test.replace(/^test\//, '').replace(/\.test\.ts$/, '.ts');
}

function isOfTheTree(path: string): boolean {
  return /^(?:shared|functions|infra|test)\//.test(path);
}
