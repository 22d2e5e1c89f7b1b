import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';

/** The one file that runs on Lambda, in a bundle; this source itself anywhere else. */
const HERE = import.meta.filename;

/** A place in a stack: file, line and column from 1. */
const PLACE = /(?<file>[^\s():]+):(?<line>\d+):(?<column>\d+)/g;

let map: SourceMap | undefined;

/**
 * A stack trace with the files and lines of this repository in place of the bundle's, by the map beside it. Node would do so itself
 * (`--enable-source-maps`), and read that map at each start, for a sixth of its time; here it is read once something has failed
 * (docs/decisions/002-bundle-format.md). As it is where there is no map, which must not hide the error itself.
 */
export function sourceStack(stack: string): string {
  if (!stack.includes(HERE)) return stack;
  try {
    map ??= readMap(`${HERE}.map`);
  } catch {
    return stack;
  }
  const found = map;
  return found === undefined ? stack : stack.replace(PLACE, (...match) => placeIn(found, match) ?? match[0]);
}

function readMap(file: string): SourceMap | undefined {
  return existsSync(file) ? new SourceMap(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
}

function placeIn(found: SourceMap, match: unknown[]): string | undefined {
  const { file, line, column } = match.at(-1) as Record<'file' | 'line' | 'column', string>;
  if (file !== HERE) return undefined;
  const entry = found.findEntry(Number(line) - 1, Number(column) - 1);
  if (!('originalSource' in entry)) return undefined;
  return `${entry.originalSource.replace(/^(?:\.\.\/)+/, '')}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
}
