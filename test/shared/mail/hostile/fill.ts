/** Makes a hostile mail of about so many bytes; a few kB more where a kind needs a frame. */
export type Make = (bytes: number) => Buffer;

/** What every mail here begins with, so that its reading can be told from one of the header's beginning. */
const HEAD = 'From: Eve <eve@evil.example>\nSubject: Hostile\nMessage-ID: <hostile@evil.example>\n';

/** One character is one byte; line ends are made those of the wire before, so that a size is a size. */
export const crlf = (text: string) => text.replaceAll('\n', '\r\n');

/** A unit as often as it fits, at least once. Line feeds in it are as they are: use `crlf` where they matter. */
export function fill(unit: string, bytes: number): string {
  return unit.repeat(Math.max(1, Math.floor(bytes / unit.length)));
}

/** So many units, each told its number. */
export function each(count: number, unit: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => unit(index)).join('');
}

/** Numbered units until the size is reached. */
export function eachUpTo(bytes: number, unit: (index: number) => string): string {
  const units: string[] = [];
  for (let size = 0; size < bytes; size += units.at(-1)?.length ?? 1) units.push(unit(units.length));
  return units.join('');
}

/** A mail with these fields and this body. */
export function mail(fields: string, body: string | Buffer): Buffer {
  const head = Buffer.from(crlf(`${HEAD}${fields}${fields ? '\n' : ''}\n`), 'latin1');
  return Buffer.concat([head, typeof body === 'string' ? Buffer.from(body, 'latin1') : body]);
}

/** A mail whose body is a unit over and over. */
export const body =
  (contentType: string, unit: string, start = '', end = ''): Make =>
  (bytes) =>
    mail(`Content-Type: ${contentType}`, `${start}${fill(unit, bytes)}${end}`);

/** A mail whose field is a unit over and over, with a short text. */
export const field =
  (name: string, unit: string, start = '', end = ''): Make =>
  (bytes) =>
    mail(`${name}: ${start}${fill(unit, bytes)}${end}`, 'Help.\r\n');

/** The same bytes in each run, and nothing that repeats. */
export function noise(bytes: number): Buffer {
  const made = Buffer.alloc(bytes);
  let state = 1;
  for (let at = 0; at < bytes; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    made[at] = state >>> 24;
  }
  return made;
}
