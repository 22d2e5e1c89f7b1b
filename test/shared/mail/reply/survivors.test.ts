import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../../shared/mail/parse.ts';
import { replyText } from '../../../../shared/mail/reply/trim.ts';
import { SURVIVORS } from './fixtures/survivors.ts';

const folder = new URL('./fixtures/replies/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.eml'));
const keeps = (text: string) => text.match(/KEEP\d/g) ?? [];

describe('what somebody wrote themselves', () => {
  it.each(SURVIVORS)('is shown: %s', (_, mail) => {
    expect(keeps(mail).length).toBeGreaterThan(0);
    expect(keeps(replyText(mail, { answers: true }))).toEqual(keeps(mail));
  });

  it.each(SURVIVORS)('is all that a first mail is: %s', (_, mail) => {
    expect(replyText(mail, { answers: false })).toBe(mail.trim());
  });

  it.each(files.filter((name) => !name.startsWith('first-')))('is shown of the answer %s', async (name) => {
    const { text, replyText: shown } = await parseMail(readFileSync(new URL(name, folder)));
    expect(keeps(text).length).toBeGreaterThan(0);
    expect(keeps(shown)).toEqual(keeps(text));
  });

  it.each(files.filter((name) => name.startsWith('first-')))('is all of the first mail %s', async (name) => {
    const { text, replyText: shown } = await parseMail(readFileSync(new URL(name, folder)));
    expect(shown).toBe(text.trim());
  });
});
