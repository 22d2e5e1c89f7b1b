import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../../shared/mail/parse.ts';
import { wire } from '../fixtures.ts';

const folder = new URL('./', import.meta.url);
const files = globSync(['forms/*.eml', 'reported/bounce/*.eml'], { cwd: folder }).sort();
/** What a report does not say cannot be read of it. */
const WITHOUT_RECIPIENT = ['receiving-ses'];
const ACTIONS: Record<string, string> = {
  'arf-without-part': 'complaint',
  'jmrp-without-text': 'complaint',
  jmrp: 'complaint',
  'sendmail-warning': 'delayed',
};

const nameOf = (file: string) => file.replace(/^.*\/|\.eml$/g, '');
const read = (file: string, field = '') => parseMail(wire(field + readFileSync(new URL(file, folder), 'latin1')));

/** The forms of the mail servers, from memory and the manuals: none is anybody's mail. */
describe('a report in the form of a mail server', () => {
  it('is there for each server that people meet', () => {
    expect(files.length).toBeGreaterThan(65);
  });

  it.each(files)('is known, with what became of the mail, without the envelope: %s', async (file) => {
    const { bounce } = await read(file);
    expect(bounce).toMatchObject({ action: ACTIONS[nameOf(file)] ?? 'failed' });
  });

  it.each(files.filter((file) => !WITHOUT_RECIPIENT.includes(nameOf(file))))(
    'names its recipient: %s',
    async (file) => {
      const { bounce } = await read(file);
      const alias = 'c1301795821962@cust.example';
      expect(bounce).toMatchObject({ recipient: nameOf(file) === 'dsn-alias' ? alias : 'anna@rossi.example' });
    },
  );

  it.each(files)('is known with the null return path: %s', async (file) => {
    expect((await read(file, 'Return-Path: <>\n')).bounce).not.toBe(false);
  });

  it.each(files)('is none when a person passes it on: %s', async (file) => {
    const { text, subject } = await read(file);
    const mail = `From: Anna Rossi <anna@rossi.example>\nMessage-ID: <a@rossi.example>\nContent-Type: text/plain; charset=utf-8`;
    const pasted = (words: string) => Buffer.from(`${mail}\n${words}`.replaceAll('\n', '\r\n'));
    const forms = [
      `Subject: Fwd: ${subject}\n\nWhat is this?\n\n${text}`,
      `Subject: Fwd: ${subject}\n\n${text}`,
      `Subject: We get this\n\nPlease help. We get this for each mail:\n\n${text}`,
      `Subject: ${subject}\n\nPlease help. We get this for each mail to you.\n\n${text.slice(0, 400)}\n\nRegards, Anna`,
    ];
    for (const form of forms) expect((await parseMail(pasted(form))).bounce).toBe(false);
  });
});
