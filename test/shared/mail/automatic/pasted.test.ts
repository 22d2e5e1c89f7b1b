import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../../shared/mail/parse.ts';
import { wire } from '../fixtures.ts';

const folder = new URL('./', import.meta.url);
const files = globSync(['forms/*.eml', 'reported/bounce/*.eml', 'fixtures/bounce/*.eml'], { cwd: folder }).sort();
const PATH = 'Return-Path: <anna@rossi.example>\n';

/** What people write below what they pasted; with and without a question mark. */
const BELOW = [
  'What does this mean? Thanks\nAnna',
  'Ich verstehe das nicht, bitte um Hilfe.\nAnna',
  'Cosa significa?\nGrazie, Anna',
];

/** A report in the text of a person's mail, at the very top and under its own subject. */
async function pasted(file: string, from: string, path: string, below: string) {
  const { text, subject } = await parseMail(wire(readFileSync(new URL(file, folder), 'latin1')));
  const head = `${path}From: ${from}\nMessage-ID: <a@rossi.example>\nContent-Type: text/plain; charset=utf-8`;
  return parseMail(Buffer.from(`${head}\nSubject: ${subject}\n\n${text}\n${below}\n`.replaceAll('\n', '\r\n')));
}

describe('a report that a person pasted at the top, under its subject', () => {
  it.each(files)('is a ticket: %s', async (file) => {
    for (const below of [...BELOW, '']) {
      const mails = [
        pasted(file, 'Anna Rossi <anna@rossi.example>', PATH, below),
        pasted(file, 'Anna Rossi <anna@rossi.example>', '', below),
        pasted(file, 'anna@rossi.example', PATH, below),
        pasted(file, 'Mario Bianchi <postmaster@rossi.example>', PATH, below),
      ];
      for (const mail of mails) expect((await mail).bounce).toBe(false);
    }
  });

  it.each(files)('is a ticket when the writer asks below it, whatever is known of the way: %s', async (file) => {
    expect((await pasted(file, 'anna@rossi.example', '', BELOW[0] ?? '')).bounce).toBe(false);
  });
});
