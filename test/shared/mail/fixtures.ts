import { readFileSync } from 'node:fs';

/** A mail from `fixtures/`, with the line ends of the wire; the files have those of the editor. */
export function fixture(name: string): Buffer {
  const file = readFileSync(new URL(`fixtures/${name}.eml`, import.meta.url), 'latin1');
  return wire(file);
}

/** A mail written in a test: the header fields, an empty line, the body. One character is one byte. */
export function wire(text: string): Buffer {
  return Buffer.from(text.replaceAll('\n', '\r\n'), 'latin1');
}
