import { each, eachUpTo, field, fill, type Make, mail } from './fill.ts';

const FILE = 'Content-Disposition: attachment; ';
const line = (bytes: number, unit: (index: number) => string) => mail(eachUpTo(bytes, unit).trimEnd(), 'Help.\r\n');

/** Floods and traps in the header. */
export const HEADER: Record<string, Make> = {
  'header: one field without end': field('X-Long', 'a'),
  'header: folded without end': field('X-Folded', '\r\n '),
  'header: folded words': field('X-Folded', 'word\r\n\t'),
  'header: many fields': (bytes) => line(bytes, (index) => `X-${index}: a\n`),
  'header: one field many times': (bytes) => line(bytes, () => 'X-Same: a\n'),
  'header: many Received': (bytes) =>
    line(bytes, () => 'Received: from a.example by b.example; Mon, 1 Jan 2026 00:00:00 +0000\n'),
  'header: many From': (bytes) => line(bytes, (index) => `From: ${index}@evil.example\n`),
  'header: many Subject': (bytes) => line(bytes, (index) => `Subject: ${index}\n`),
  'header: many List fields': (bytes) => line(bytes, (index) => `List-Id: <${index}.evil.example>\n`),
  'header: lines without a colon': (bytes) => line(bytes, () => 'no field at all\n'),
  'header: colons': (bytes) => line(bytes, () => ':::: :\n'),
  'header: carriage returns': field('X-Returns', '\r'),
  'header: NUL': field('Subject', '\0'),
  'header: bytes above 127': field('Subject', '\xe9\xff'),
  'header: broken UTF-8': field('Subject', '\xe2\x82'),
  'subject: spaces': field('Subject', ' ', 'a', 'b'),
  'subject: Re': field('Subject', 'Re: '),
  'subject: brackets': field('Subject', '['),
  'subject: priority tags': field('Subject', '[P1'),
  'subject: bidi controls': field('Subject', '=?utf-8?B?4oCu?= '),
  'subject: encoded words': field('Subject', '=?utf-8?B?SGVscA==?= '),
  'subject: encoded words of single bytes': field('Subject', '=?utf-8?Q?=C3?= =?utf-8?Q?=A9?= '),
  'subject: encoded words of no charset': field('Subject', '=?x-none?Q?a?= '),
  'subject: encoded words of stateful charset': field('Subject', '=?iso-2022-jp?B?GyRCJDMbKEI=?= '),
  'subject: encoded words that do not end': field('Subject', '=?utf-8?B?'),
  'subject: beginnings of encoded words': field('Subject', '=?'),
  'subject: one encoded word': field('Subject', '=41', '=?utf-8?Q?', '?='),
  'subject: question marks': field('Subject', '?', '=?utf-8?Q?'),
  'references: many': (bytes) =>
    mail(`References: ${eachUpTo(bytes, (index) => `<${index}@x.example>\r\n `)}<a@x>`, 'Help.\r\n'),
  'references: glued': field('References', '<a@x.example>'),
  'references: opened only': field('References', '<'),
  'references: closed only': field('References', '>'),
  'references: at signs': field('References', '@', '<', '>'),
  'message-id: many': field('Message-ID', '<a@x.example> '),
  'in-reply-to: many': field('In-Reply-To', '<a@x.example> '),
  'addresses: thousands': (bytes) =>
    mail(`To: ${eachUpTo(bytes, (index) => `a${index}@x.example,\r\n `)}b@x.example`, 'Help.\r\n'),
  'addresses: with names': (bytes) =>
    mail(`Cc: ${eachUpTo(bytes, (index) => `"N ${index}" <a${index}@x.example>,\r\n `)}b@x.example`, 'Help.\r\n'),
  'addresses: nested comments': field('To', '('),
  'addresses: comments that close': field('To', '(a)', 'b@x.example '),
  'addresses: a deep comment that closes': (bytes) =>
    mail(`To: ${fill('(', bytes / 2)}${fill(')', bytes / 2)} b@x.example`, 'Help.\r\n'),
  'addresses: groups': field('To', 'g:a@x.example;'),
  'addresses: groups in groups': field('To', 'g:'),
  'addresses: a quote that does not end': field('To', 'a', '"'),
  'addresses: quotes': field('To', '"'),
  'addresses: backslashes': field('To', '\\', '"'),
  'addresses: angles': field('To', '<'),
  'addresses: commas': field('To', ','),
  'addresses: semicolons': field('Reply-To', ';'),
  'addresses: at signs': field('To', '@'),
  'addresses: dots': field('From', '.', 'a@', 'x'),
  'addresses: encoded words': field('From', '=?utf-8?Q?a=40x.example?= '),
  'content-type: parameters': (bytes) =>
    mail(`Content-Type: text/plain; ${eachUpTo(bytes, (index) => `p${index}=a;`)}`, 'Help.\r\n'),
  'content-type: one parameter many times': field('Content-Type', 'charset=utf-8;', 'text/plain;'),
  'content-type: semicolons': field('Content-Type', ';', 'text/plain'),
  'content-type: equals signs': field('Content-Type', '=', 'text/plain; a'),
  'content-type: a quote that does not end': field('Content-Type', 'a', 'text/plain; charset="'),
  'content-type: backslashes': field('Content-Type', '\\"', 'text/plain; charset="'),
  'content-type: comments': field('Content-Type', '(', 'text/plain '),
  'content-type: slashes': field('Content-Type', '/', 'text/plain'),
  'content-type: continuations': (bytes) => named(eachUpTo(bytes / 2, (index) => `name*${index}=a;\r\n `)),
  'content-type: encoded continuations': (bytes) =>
    named(eachUpTo(bytes / 2, (index) => `name*${index}*=%C3%A9;\r\n `)),
  'content-type: continuations with gaps': (bytes) =>
    named(eachUpTo(bytes / 2, (index) => `name*${index * 99_991}=a;\r\n `)),
  'content-type: one continuation many times': (bytes) => named(fill('name*0=a;\r\n ', bytes / 2)),
  'content-type: percent signs': (bytes) => named(`name*=utf-8''${fill('%', bytes / 2)}`),
  'file name: path': (bytes) => named(`name="${fill('../', bytes / 2)}"`),
  'file name: dots': (bytes) => named(`name="${fill('.', bytes / 2)}"`),
  'file name: encoded words': (bytes) => named(`name="${fill('=?utf-8?Q?a?= ', bytes / 2)}"`),
  'transfer encoding: comments': field('Content-Transfer-Encoding', '('),
  'transfer encoding: words': field('Content-Transfer-Encoding', 'base64 '),
  'date: digits': field('Date', '1'),
  'date: comments': field('Date', '(', 'Mon, 1 Jan 2026 00:00:00 +0000 '),
  'date: spaces': field('Date', ' ', 'Mon,', '1 Jan 2026'),
  'automatic: auto-submitted': field('Auto-Submitted', 'a', 'auto-replied; '),
  'automatic: precedence': field('Precedence', 'bulk '),
  'automatic: return path': field('Return-Path', '<'),
  'automatic: failed recipients': (bytes) =>
    mail(`X-Failed-Recipients: ${eachUpTo(bytes, (index) => `a${index}@x.example, `)}`, 'Help.\r\n'),
  'language: names': field('Content-Language', 'en, '),
  'part header: fields': (bytes) => part(eachUpTo(bytes, (index) => `X-${index}: a\r\n`)),
  'part header: one field': (bytes) => part(`X-Long: ${fill('a', bytes)}\r\n`),
  'part headers: in each of 500 parts': (bytes) =>
    mail(
      'Content-Type: multipart/mixed; boundary=b',
      each(500, () => `--b\r\n${fill('X-A: a\r\n', bytes / 500)}\r\nHelp.\r\n`),
    ),
};

function named(parameters: string): Buffer {
  return mail(
    'Content-Type: multipart/mixed; boundary=b',
    `--b\r\n\r\nHelp.\r\n--b\r\n${FILE}${parameters}\r\nContent-Type: application/x; ${parameters}\r\n\r\nabc\r\n--b--\r\n`,
  );
}

function part(header: string): Buffer {
  return mail('Content-Type: multipart/mixed; boundary=b', `--b\r\n\r\nHelp.\r\n--b\r\n${header}\r\nabc\r\n--b--\r\n`);
}
