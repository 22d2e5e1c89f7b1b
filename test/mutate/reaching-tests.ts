import { filesOf, importsOf } from '../support/imports.ts';

/** Where the unit tests are; the running desk and the templates need no mutant of a use case, and take minutes. */
const FOLDERS = ['test/shared', 'test/functions', 'test/faults'];

/** A test file, and all that it imports: at once, and through others. */
type Reach = { test: string; direct: string[]; all: Set<string> };

/** The unit tests of the tree, with what each of them reaches. */
export function readReaches(): Reach[] {
  const imports = new Map<string, string[]>();
  const importedBy = (file: string): string[] => {
    const known = imports.get(file) ?? (file.endsWith('.ts') ? importsOf(file).map(({ to }) => to) : []);
    imports.set(file, known.filter(isOfTheTree));
    return known.filter(isOfTheTree);
  };
  return FOLDERS.flatMap(filesOf)
    .filter((file) => file.endsWith('.test.ts'))
    .map((test) => {
      const all = new Set<string>();
      const visit = (file: string): void => {
        if (all.has(file)) return;
        all.add(file);
        importedBy(file).forEach(visit);
      };
      visit(test);
      return { test, direct: importedBy(test), all };
    });
}

/**
 * The tests that can see a change of `file`: those that import it first, then the quicker ones. `took` has the milliseconds of each
 * test that may run; the others are left out.
 */
export function testsOf(file: string, reaches: readonly Reach[], took: ReadonlyMap<string, number>): string[] {
  const far = ({ direct, test }: Reach) => (direct.includes(file) || namesake(test) === file ? 0 : 1);
  return reaches
    .filter(({ test, all }) => took.has(test) && all.has(file))
    .sort((a, b) => far(a) - far(b) || (took.get(a.test) ?? 0) - (took.get(b.test) ?? 0))
    .map(({ test }) => test);
}

/** The file that a test is about by its name: `shared/a/b.ts` for `test/shared/a/b.test.ts`. */
function namesake(test: string): string {
  return test.replace(/^test\//, '').replace(/\.test\.ts$/, '.ts');
}

function isOfTheTree(path: string): boolean {
  return /^(?:shared|functions|infra|test)\//.test(path);
}
