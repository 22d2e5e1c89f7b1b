import { readdirSync, readFileSync } from 'node:fs';
import { parseMail } from '../../../../shared/mail/parse.ts';
import { wire } from '../fixtures.ts';

const folder = (name: string) => new URL(`fixtures/${name}/`, import.meta.url);

/** Names of the mails in one folder of `fixtures/`. */
export function fixtureNames(kind: string): string[] {
  return readdirSync(folder(kind))
    .filter((file) => file.endsWith('.eml'))
    .map((file) => file.replace(/\.eml$/, ''))
    .sort();
}

/** One of them, read as the desk reads mail; with another header field before the others if need be. */
export function readFixture(kind: string, name: string, field = '') {
  const mail = readFileSync(new URL(`${name}.eml`, folder(kind)), 'latin1');
  return parseMail(wire(field + mail));
}
