import { Readable } from 'node:stream';
import type { AttachmentStream } from 'mailparser';
import type { MailHeaders } from './headers.ts';
import type { FilePart, MailParts } from './mail-parts.ts';
import { PartsParser } from './parts-parser.ts';

/**
 * Splits a mail into its parts and undoes their transfer encodings, by mailparser. Charsets, header fields and conversions
 * between text and HTML are not its business: it decodes by the label alone, reads each field of each part, and does not end
 * on nested HTML.
 * @throws what mailparser throws: over its limits of parts (1,000, unless `maxParts`), nesting and header size (1 MB)
 */
export async function splitMail(raw: Buffer, maxParts = 1_000): Promise<MailParts> {
  const parser = new PartsParser(maxParts);
  const files: FilePart[] = [];
  parser.on('data', (data) => {
    if (data.type === 'attachment') collect(data, files);
  });
  const done = new Promise<void>((resolve, reject) => parser.on('end', resolve).on('error', reject));
  if (raw.length <= SLICE) parser.end(raw);
  else Readable.from(slices(raw)).pipe(parser);
  await done;
  return { ...parser.parts(), files };
}

/** In one piece the parser would hold whatever it makes of the mail at the same time: a file of 40 MB three times. */
const SLICE = 1_000_000;

function* slices(raw: Buffer): Generator<Buffer> {
  for (let at = 0; at < raw.length; at += SLICE) yield raw.subarray(at, at + SLICE);
}

function collect(file: AttachmentStream, files: FilePart[]): void {
  const chunks: Buffer[] = [];
  const { contentType, content, headers } = file;
  content.on('data', (chunk: Buffer) => chunks.push(chunk));
  content.on('end', () => {
    files.push({ contentType, headers: headers as unknown as MailHeaders, content: inOwnMemory(chunks.splice(0)) });
    file.release?.();
  });
}

/** Not from the pool that small buffers share: a file that leaves the thread would take all of it along, copied. */
function inOwnMemory(chunks: readonly Buffer[]): Buffer {
  const bytes = Buffer.allocUnsafeSlow(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) at += chunk.copy(bytes, at);
  return bytes;
}
