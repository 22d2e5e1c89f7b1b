import { describe, expect, it } from 'vitest';
import { replyText } from '../../../../shared/mail/reply/trim.ts';
import { KEPT } from './fixtures/kept.ts';

const keeps = (text: string) => text.match(/KEEP\d/g) ?? [];

describe.each(KEPT)('of an answer stays %s', (_, mails) => {
  it.each(mails)('%j', (mail) => {
    expect(keeps(mail).length).toBeGreaterThan(0);
    expect(keeps(replyText(mail, { answers: true }))).toEqual(keeps(mail));
  });
});
