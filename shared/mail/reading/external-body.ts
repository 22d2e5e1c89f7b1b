import { cleanLine } from '../clean.ts';
import { firstHeader, type MailHeaders } from './headers.ts';
import type { FilePart } from './mail-parts.ts';
import { readParameter } from './parameters.ts';

/** More are in no honest mail. */
const MOST = 20;

/** Where the files are that a mail only points to (RFC 2046, 5.2.3; RFC 2017 for URLs): a line for each place, each once. */
export function externalBodies(parts: readonly FilePart[]): string[] {
  const external = parts.filter(({ contentType }) => contentType === 'message/external-body').slice(0, MOST);
  return [...new Set(external.map(({ headers }) => lineOf(headers)))];
}

function lineOf(headers: MailHeaders): string {
  const read = (name: string) => cleanLine(readParameter(firstHeader(headers, 'content-type'), name) ?? '', 2_000);
  // A long URL is folded, and has no blanks of its own.
  const url = read('url').replace(/\s/g, '');
  const [site, directory, name, server] = ['site', 'directory', 'name', 'server'].map(read);
  const path = [site, directory, name].filter(Boolean).join('/');
  const place = url || path || server || 'a place that it does not name';
  return `A file of this mail is not in it, but at ${place}`;
}
