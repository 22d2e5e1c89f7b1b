import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('fixtures/', import.meta.url);

/** Every mail of `fixtures/`, by the name of what it shows. */
export const fixtureNames: readonly string[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.eml'))
  .map((file) => file.slice(0, -'.eml'.length));

/** A mail from `fixtures/`, with the line ends of the wire; the files have those of the editor. */
export function fixture(name: string): Buffer {
  return wire(readFileSync(new URL(`${name}.eml`, FOLDER), 'latin1'));
}

/** A mail written in a test: the header fields, an empty line, the body. One character is one byte. */
export function wire(text: string): Buffer {
  return Buffer.from(text.replaceAll('\n', '\r\n'), 'latin1');
}
