import type { FormDelivery } from '../../../shared/forms/provider.ts';

/** Headers, perhaps below a request line, an empty line: what stands before a body that was saved with them. */
const HEAD = /^(?:[A-Z]+ \S+ HTTP\/[\d.]+\r?\n)?((?:[!#$%&'*+.^_`|~0-9A-Za-z-]+:[^\r\n]*\r?\n)+)\r?\n/;
/** The most bytes that headers have; what is longer is a body. */
const MOST_HEAD = 32_768;

/** A delivery that was saved: a body alone, or a whole HTTP request with its headers. Without a type, the body's beginning tells it. */
export function savedDelivery(bytes: Buffer, url: string): FormDelivery {
  // One character a byte, so that its length is the bytes'.
  const head = HEAD.exec(bytes.subarray(0, MOST_HEAD).toString('latin1'));
  const headers: FormDelivery['headers'] = {};
  for (const line of (head?.[1] ?? '').split(/\r?\n/).filter(Boolean)) {
    const at = line.indexOf(':');
    const [name, value] = [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
  }
  const body = bytes.subarray(head?.[0].length ?? 0);
  headers['content-type'] ??= typeOf(body);
  return { url, headers, body };
}

/** What a body is, by how it begins. */
function typeOf(body: Buffer): string {
  const start = body.subarray(0, 200).toString('latin1').trimStart();
  const boundary = /^--([^\r\n]{1,70})\r?\n/.exec(start)?.[1];
  if (boundary) return `multipart/form-data; boundary="${boundary}"`;
  return /^[[{"]/.test(start) ? 'application/json' : 'application/x-www-form-urlencoded';
}
