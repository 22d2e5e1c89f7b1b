import { expect, it } from 'vitest';
import { isSureMailbox } from '../../../../shared/mail/reading/sure-mailbox.ts';

/** One sure sender (docs/promise.md section 9): what two readers of a `From:` might read differently is doubtful. */

it.each([
  'anna@rossi.example',
  '<anna@rossi.example>',
  '< anna@rossi.example >',
  'Anna Rossi <anna@rossi.example>',
  '"Rossi, Anna" <anna@rossi.example>',
  '"Anna @ home" <anna@rossi.example>',
  '"Per conto di: anna@rossi.example" <posta-certificata@pec-provider.example>',
  '"\'Anna Rossi\' via Support" <support@group.example>',
  '"Anna \\"la\\" Rossi" <anna@rossi.example>',
  "Anna <o'anna@rossi.example>",
  "'anna@rossi.example' <anna@rossi.example>",
  'Anna@rossi.example <anna@rossi.example>',
  'Dott. A. Rossi [Roma] <anna.rossi+desk@rossi.example>',
  'Anna Rossi (Rossi S.r.l.) <anna@rossi.example>',
  'anna@rossi.example (Anna Rossi)',
  '=?utf-8?q?Anna_Ros=C3=AC?= <anna@rossi.example>',
  '=?utf-8?b?Um9zc2ksIEFubmE=?= <anna@rossi.example>',
  '=?utf-8?q?anna=40rossi=2Eexample?= <anna@rossi.example>',
  '安娜 <anna@rossi.example>',
  'Jörg <jörg@müller.example>',
])('one mailbox for whoever reads it: %s', (value) => {
  expect(isSureMailbox(value)).toBe(true);
});

/** The agent who is to be taken for the writer stands in one place, who really sent it in the other. */
it.each([
  ['a quoted local part first', '"luca ferri"@evil.example, luca@team.example'],
  ['a quoted local part alone', '"luca"@team.example'],
  ['a quoted local part in brackets', 'Luca <"luca ferri"@team.example>'],
  ['a quoted local part with a bracket', '"a<b"@evil.example <luca@team.example>'],
  ['a literal first', 'mallory@[192.0.2.1], luca@team.example'],
  ['a literal in brackets', 'Luca <luca@[192.0.2.1]>'],
  ['a literal of IPv6', 'm@[IPv6:2001:db8::1], Luca <luca@team.example>'],
  ['a route', 'Luca <@evil.example:luca@team.example>'],
  ['two routes', '<@evil.example,@other.example:luca@team.example>'],
  ['a route without a colon', '<@evil.example luca@team.example>'],
  ['a group', 'Team: luca@team.example;'],
  ['an empty group first', 'undisclosed-recipients:;, luca@team.example'],
  ['a group with another one behind it', 'x: mallory@evil.example; luca@team.example'],
  ['a colon', 'mailto: luca@team.example'],
  ['a colon behind a word', 'From: Luca <luca@team.example>'],
  ['a semicolon between', 'mallory@evil.example; luca@team.example'],
  ['two pairs of brackets', '<mallory@evil.example> <luca@team.example>'],
  ['two pairs, the first empty', '<> <luca@team.example>'],
  ['brackets in brackets', '<mallory@evil.example<luca@team.example>>'],
  ['an over-long local part first', `${'m'.repeat(65)}@evil.example, luca@team.example`],
  ['an over-long local part', `Luca <${'l'.repeat(65)}@team.example>`],
  ['an over-long domain first', `m@${'e'.repeat(260)}.example <luca@team.example>`],
  ['an over-long name', `${'x'.repeat(1_100)} <luca@team.example>`],
  ['a bidi part first', 'mallory@evil\u202E.example, luca@team.example'],
  ['a name that turns', '\u202Eelpmaxe.maet@acul <luca@team.example>'],
  ['an isolate in the address', 'luca\u2066@team.example'],
  ['a character of no width in the address', 'lu\u200Bca@team.example'],
  ['a surplus @ before', 'mallory@evil.example <luca@team.example>'],
  ['a surplus @ behind', 'Luca <luca@team.example> mallory@evil.example'],
  ['a surplus @ within', 'luca@team.example@evil.example'],
  ['a surplus @ of full width', 'mallory＠evil.example <luca@team.example>'],
  ['brackets of full width', '＜mallory@evil.example＞ luca@team.example'],
  ['two addresses without a comma', 'mallory@evil.example luca@team.example'],
  ['a comma without quotes', 'Ferri, Luca <luca@team.example>'],
  ['an encoded word with an address', '=?utf-8?q?luca=40team=2Eexample?= <mallory@evil.example>'],
  ['an encoded word with brackets', '=?utf-8?q?=3Cluca=40team=2Eexample=3E?= <mallory@evil.example>'],
  ['an encoded word of base64', '=?utf-8?b?bHVjYUB0ZWFtLmV4YW1wbGU=?= <mallory@evil.example>'],
  ['an address in two encoded words', '=?utf-8?q?luca=40?= =?utf-8?q?team=2Eexample?= <mallory@evil.example>'],
  ['an encoded word in quotes', '"=?utf-8?q?luca=40team=2Eexample?=" <mallory@evil.example>'],
  ['an encoded word alone', '=?utf-8?q?luca=40team=2Eexample?='],
  ['a comment in the local part', 'luca(x)@team.example'],
  ['a comment in the domain', 'luca@team(x).example'],
  ['a comment in the brackets', 'Luca <luca@team.example(x)>'],
  ['a comment with brackets', 'Luca (<mallory@evil.example>) <luca@team.example>'],
  ['a comment in a comment', 'Luca ((x) <m@evil.example>) <luca@team.example>'],
  ['a quote that a backslash hides', '"a\\" <mallory@evil.example>, \\"" <luca@team.example>'],
  ['a quote that does not end', '"mallory@evil.example <luca@team.example>'],
  ['a line within', 'Luca\u0000 <luca@team.example>'],
  ['nothing', ''],
])('doubtful: %s', (_, value) => {
  expect(isSureMailbox(value)).toBe(false);
});

it('a long name in quotes hides nothing, and no field keeps the reader busy', () => {
  expect(isSureMailbox(`"${'漢'.repeat(3_000)}" <anna@rossi.example>`)).toBe(true);
  for (const odd of ['<', '(', '"', 'a@', '=?utf-8?q?a?= ', ',', '\\', ' '])
    expect(isSureMailbox(odd.repeat(250_000 / odd.length))).toBe(false);
});
