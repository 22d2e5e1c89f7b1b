import { describe, expect, it } from 'vitest';
import { readForwarded } from '../../../shared/mail/forwarded.ts';
import { parseMail } from '../../../shared/mail/parse.ts';
import { shownMailbox } from '../../../shared/mail/shown-mailbox.ts';

/** Whoever wrote what is passed on chose its name, and must not choose by it whom an agent answers. */

it.each([
  ['Susan Hudson <susan@hudson.example>', { address: 'susan@hudson.example', name: 'Susan Hudson' }],
  ['susan@hudson.example [mailto:Susan@hudson.example]', { address: 'susan@hudson.example' }],
  ["'susan@hudson.example' <susan@hudson.example>", { address: 'susan@hudson.example' }],
  ['Susan at Hudson', undefined],
  ['anna@rossi.example <eve@evil.example>', 'doubtful'],
  ['"eve@evil.example" <anna@rossi.example>', 'doubtful'],
  ['"anna"@rossi.example <eve@evil.example>', 'doubtful'],
  ['anna＠rossi.example <eve@evil.example>', 'doubtful'],
  ['Anna <anna@rossi.example> <eve@evil.example>', 'doubtful'],
  ['anna@rossi.example, eve@evil.example', 'doubtful'],
  ['Anna anna@rossi <eve@evil.example>', 'doubtful'],
  ['eve@evil.example on behalf of Anna <anna@rossi.example>', 'doubtful'],
])('%s', (value, expected) => {
  expect(shownMailbox(value)).toEqual(expected);
});

const sendersOf = async (raw: string) =>
  readForwarded(await parseMail(Buffer.from(raw.replaceAll('\n', '\r\n'))))?.senders.map(({ address }) => address);
const HEAD = 'From: ada@s.example\nTo: help@s.example\nSubject: Fwd: Door\n';
const REST = 'Date: Fri, 27 Nov 2026 10:00\nSubject: Door\nTo: help@s.example';
const eml = (from: string) => `${HEAD}MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b

see below
--b
Content-Type: message/rfc822

From: ${from}
Subject: Door
Message-ID: <d@x.example>

Stuck
--b--
`;

describe('a sender who is doubtful is none, and nobody whom that one names stands in', () => {
  it.each([
    ['in a block', `From: anna@rossi.example <eve@evil.example>\n${REST}`],
    [
      'with a block of their own below',
      `From: anna@rossi.example <eve@evil.example>\n${REST}\n\nHi\n\nFrom: A <anna@rossi.example>\n${REST}`,
    ],
    ['on two lines', `From: anna@rossi.example, of a firm with a long name\n<eve@evil.example>\n${REST}`],
    ['where they are said to have written', 'On Friday anna@rossi.example <eve@evil.example> wrote:\n> Stuck'],
    [
      'on one line',
      '----- Forwarded Message ----- From: anna@rossi.example <eve@evil.example>To: <ada@s.example>Subject: Door',
    ],
    [
      'on one line with a field for a name',
      '----- Forwarded Message ----- From: anna@rossi.example To: x <eve@evil.example>To: Ada',
    ],
    [
      'on one line with brackets in the name',
      '----- Forwarded Message ----- From: <anna@rossi.example> <eve@evil.example>To: Ada',
    ],
  ])('%s', async (_, block) => {
    const mark = block.startsWith('From:') ? '---------- Forwarded message ----------\n' : '';
    expect(await sendersOf(`${HEAD}\n${mark}${block}\n\nStuck\n`)).toEqual([]);
  });

  it.each(['anna@rossi.example, eve@evil.example', '<anna@rossi.example> <eve@evil.example>'])(
    'in an attached mail: %s',
    async (from) => expect(await sendersOf(eml(from))).toEqual([]),
  );

  it('but an address on the line below a long name is theirs', async () => {
    const block = `From: Susan Hudson, of a firm with a long name\n<susan@hudson.example>\n${REST}`;
    expect(await sendersOf(`${HEAD}\n---------- Forwarded message ----------\n${block}\n\nStuck\n`)).toEqual([
      'susan@hudson.example',
    ]);
    expect(await sendersOf(eml('Susan <susan@hudson.example>'))).toEqual(['susan@hudson.example']);
  });
});
