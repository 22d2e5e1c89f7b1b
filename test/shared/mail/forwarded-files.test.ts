import { describe, expect, it } from 'vitest';
import { readForwarded } from '../../../shared/mail/forwarded.ts';
import { parseMail } from '../../../shared/mail/parse.ts';

/** Whose mail is passed on where another mail is attached: what stands in the text goes before a file (docs/promise.md section 9). */

const EVE = 'From: Eve <eve@supplier.example>\nTo: anna@rossi.example\nSubject: Invoice\n\nPay me.';

async function sendersOf(subject: string, text: string, { type = 'message/rfc822', name = 'Invoice.eml' } = {}) {
  const raw = [
    `From: ada@s.example\nTo: help@s.example\nSubject: ${subject}`,
    'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=m\n',
    `--m\nContent-Type: text/plain; charset=utf-8\n\n${text}\n`,
    `--m\nContent-Type: ${type}; name="${name}"\nContent-Disposition: attachment; filename="${name}"\n\n${EVE}\n--m--\n`,
  ].join('\n');
  const mail = await parseMail(Buffer.from(raw.replaceAll('\n', '\r\n')));
  return readForwarded(mail)?.senders.map(({ address }) => address);
}

const FIELDS =
  'Date: Fri, 27 Nov 2026 at 10:00\nSubject: strange\nTo: Ada <ada@s.example>\n\nIs the attached mail phishing?';
const INLINE: Record<string, [string, string]> = {
  Gmail: [
    'Fwd: strange',
    `please\n\n---------- Forwarded message ---------\nFrom: Anna Rossi <anna@rossi.example>\n${FIELDS}`,
  ],
  'a rule of Outlook': [
    'FW: strange',
    '________________________________\nFrom: Anna Rossi <anna@rossi.example>\nSent: Friday, November 27, 2026 10:00 AM\nTo: Ada\nSubject: strange\n\nIs it?',
  ],
  'Outlook in German': [
    'WG: strange',
    'Von: Anna Rossi <anna@rossi.example>\nGesendet: Freitag, 27. November 2026 10:00\nAn: Ada\nBetreff: strange\n\nx',
  ],
  'Apple Mail in Italian': [
    'Fwd: strange',
    'Inizio messaggio inoltrato:\n\nDa: Anna Rossi <anna@rossi.example>\nOggetto: strange\nData: 27 novembre 2026 alle ore 10:00:00 CET\nA: ada@s.example\n\nx',
  ],
  'Yahoo, on one line': [
    'Fw: strange',
    '----- Forwarded Message ----- From: Anna <anna@rossi.example>To: "ada@s.example" <ada@s.example>Subject: strange\nx',
  ],
  'a quote': ['Fwd: strange', 'On Fri, 27 Nov 2026 at 10:00 Anna Rossi <anna@rossi.example> wrote:\n> Is it?'],
};

describe('the mail in the text is passed on, and the attached one is its file', () => {
  it.each(Object.entries(INLINE))('%s', async (_, [subject, text]) => {
    for (const type of ['message/rfc822', 'application/octet-stream', 'text/plain', 'application/eml']) {
      expect(await sendersOf(subject, text, { type })).toEqual(['anna@rossi.example']);
    }
  });
});

it.each([
  [
    'a name alone',
    '---------- Forwarded message ---------\nFrom: Anna Rossi\nDate: Fri, 27 Nov 2026\nSubject: strange',
  ],
  ['a doubtful sender', `---------- Forwarded message ---------\nFrom: anna@rossi.example <x@evil.example>\n${FIELDS}`],
  ['nothing below its line', '---------- Forwarded message ---------\n\nIs it phishing?'],
  [
    'names as Outlook shows colleagues',
    'From: Anna Rossi\nSent: Friday, November 27, 2026 10:00 AM\nTo: Ada\nSubject: strange\n\nIs it?',
  ],
  ['one that may be a name that goes on below', 'From: Eve of\nthe long\nname'],
])('where the text says no sender for sure, no file does: %s', async (_, text) => {
  expect(await sendersOf('Fwd: strange', text)).toEqual([]);
});

describe('an attached mail is what is passed on', () => {
  it.each([
    ['with nothing beside it', 'A customer', 'see attached'],
    ['with the mark in the subject', 'Fwd: Invoice', 'please\n\nAda\n+39 1234'],
    [
      'with what an answer quotes',
      'Re: Invoice',
      'see attached\n\n-----Original Message-----\nFrom: Bruno <bruno@s.example>\nSent: Friday, November 27, 2026 10:00 AM\nTo: Ada\nSubject: Invoice\n\nWhere is it?',
    ],
  ])('%s', async (_, subject, text) => {
    expect(await sendersOf(subject, text)).toEqual(['eve@supplier.example']);
  });

  it.each(['text/plain', 'text/html', 'text/rfc822-headers'])('but none of type %s', async (type) => {
    expect(await sendersOf('A file', 'see attached', { type })).toBeUndefined();
    expect(await sendersOf('Fwd: a file', 'see attached', { type, name: 'boss.EML' })).toEqual([]);
  });
});
