import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Beside this file, and beside the bundle, which is a file in a folder of its own. */
const FOLDER = join(dirname(import.meta.filename), 'assets');

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

type Asset = { content: Buffer; type: string };

const files: ReadonlyMap<string, Asset> = new Map(
  readdirSync(FOLDER)
    .sort()
    .map((name) => [
      name,
      { content: readFileSync(join(FOLDER, name)), type: TYPES[name.split('.').at(-1) ?? ''] ?? '' },
    ]),
);

/** One for all files, since modules import one another: a change of any gives each another address. */
const HASH = createHash('sha256')
  .update(JSON.stringify([...files].map(([name, { content }]) => [name, content.toString('base64')])))
  .digest('hex')
  .slice(0, 12);

/** Where a page finds one of our files. */
export function assetPath(name: string): string {
  if (!files.has(name)) throw new Error(`there is no asset ${name}`);
  return `/assets/${HASH}/${name}`;
}

/** One of our files, by any hash: a page that was loaded before a deployment still finds its files. */
export function findAsset(name: string): Asset | undefined {
  return files.get(name);
}

/** Whether a hash is that of these files, which then never change. */
export function isCurrent(hash: string): boolean {
  return hash === HASH;
}
