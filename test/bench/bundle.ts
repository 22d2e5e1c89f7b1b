import { cp, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { BUNDLE, besides } from '../../infra/bundling.ts';

/** An entry as one file. */
export type Bundle = { name: string; file: string; bytes: number };

/** Bundles an entry below `directory` just as the stack does, what stands beside it with it, or with `change` to that. */
export async function bundle(
  directory: string,
  name: string,
  entry: string,
  change: Partial<BuildOptions> = {},
): Promise<Bundle> {
  const file = join(directory, name, 'index.js');
  await build({
    ...BUNDLE,
    ...change,
    entryPoints: [entry],
    outfile: file,
    logLevel: 'error',
  });
  for (const [to, from] of Object.entries(besides(name)))
    await cp(from, join(directory, name, to), { recursive: true });
  return { name, file, bytes: (await stat(file)).size };
}
