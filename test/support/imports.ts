import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';

const ROOT = new URL('../../', import.meta.url);

/** One import, types included: the file it stands in and what it names, a file of the project as its path from the root. */
export type Import = { from: string; to: string };

/** `import … from 'x'`, `export … from 'x'`, `import 'x'`, `import('x')`; as Biome writes them. */
const IMPORT = /^(?:import|export)\b[^;]*?\bfrom '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm;

/** The TypeScript files of a folder, as paths from the root. */
export function filesOf(folder: string): string[] {
  const files = readdirSync(new URL(`${folder}/`, ROOT), { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.ts')).map((file) => `${folder}/${file.replaceAll('\\', '/')}`);
}

/** All imports of a file. */
export function importsOf(from: string): Import[] {
  return readImports(from, readFileSync(new URL(from, ROOT), 'utf8'));
}

/** All imports in the text of the file `from`. */
export function readImports(from: string, text: string): Import[] {
  return [...text.matchAll(IMPORT)].map(([, named, bare, lazy]) => {
    const to = named ?? bare ?? lazy ?? '';
    return { from, to: to.startsWith('.') ? posix.join(posix.dirname(from), to) : to };
  });
}

/** Circles of files that import each other, each as the way around; where several are tangled, at least one of them. */
export function cyclesOf(imports: readonly Import[]): string[][] {
  const next = Map.groupBy(imports, ({ from }) => from);
  const done = new Set<string>();
  const cycles: string[][] = [];
  const visit = (file: string, way: readonly string[]): void => {
    const seen = way.indexOf(file);
    if (seen >= 0) return void cycles.push([...way.slice(seen), file]);
    if (done.has(file)) return;
    for (const { to } of next.get(file) ?? []) visit(to, [...way, file]);
    done.add(file);
  };
  for (const file of next.keys()) visit(file, []);
  return cycles;
}
