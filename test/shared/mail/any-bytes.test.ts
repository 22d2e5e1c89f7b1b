import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { InboundMail } from '../../../shared/mail/inbound.ts';
import { parseMail, UnreadableMail } from '../../../shared/mail/parse.ts';
import { fixture, fixtureNames } from './fixtures.ts';

/** What a broken mailer or an attacker does to a mail: cut, repeat, and put in what means something to a parser. */
const damage = fc.record({
  at: fc.nat(),
  cut: fc.nat(60),
  put: fc.constantFrom(
    '',
    '\r\n\r\n',
    '\r\n',
    '--mix',
    '=?',
    '?=',
    '<',
    '"',
    '\0',
    ':',
    ';',
    'charset=utf-16;',
    '\xff',
  ),
  repeat: fc.boolean(),
});

function damaged(
  raw: Buffer,
  { at, cut, put, repeat }: { at: number; cut: number; put: string; repeat: boolean },
): Buffer {
  const place = at % raw.length;
  const after = raw.subarray(place + cut);
  return Buffer.concat([raw.subarray(0, place), Buffer.from(put, 'latin1'), repeat ? raw : Buffer.alloc(0), after]);
}

async function readOrRefuse(raw: Buffer): Promise<InboundMail | undefined> {
  try {
    return await parseMail(raw);
  } catch (error) {
    if (error instanceof UnreadableMail) return undefined;
    throw error;
  }
}

it('any bytes are a mail or an unreadable mail', async () => {
  const mails = fc.tuple(fc.constantFrom(...fixtureNames), fc.array(damage, { minLength: 1, maxLength: 6 }));
  await fc.assert(
    fc.asyncProperty(mails, async ([name, damages]) => {
      const raw = damages.reduce((mail, each) => (mail.length > 0 ? damaged(mail, each) : mail), fixture(name));
      const mail = await readOrRefuse(raw);
      if (!mail) return;
      const lines = [mail.subject, mail.from?.name, ...mail.attachments.map(({ filename }) => filename)];
      for (const line of lines) expect(line ?? '').not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
      for (const { filename, contentType } of mail.attachments) expect(filename && contentType).toBeTruthy();
    }),
    { numRuns: 200 },
  );
});
