import { cp, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { assetsOf, BUNDLE } from '../../infra/bundling.ts';

/** An entry as one file. */
export type Bundle = { name: string; file: string; bytes: number };

/** Bundles an entry below `directory` just as the stack does, its assets beside it, or with `change` to that. */
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
  const assets = assetsOf(name);
  if (assets) await cp(assets, join(directory, name, 'assets'), { recursive: true });
  return { name, file, bytes: (await stat(file)).size };
}
