import { describe, expect, it } from 'vitest';
import { unsignedIn } from '../../../shared/mail/reading/unsigned.ts';

/** Which names of a mail its DKIM signatures cover (RFC 6376). */

const NAMES = 'To: help@support.example\nCc: bea@rossi.example\nReply-To: anna@private.example\n';
const signed = (h: string, more = '') =>
  `DKIM-Signature: v=1; a=rsa-sha256; d=rossi.example; s=s1; h=${h};${more} b=abc\n`;
const M365 = 'From:Date:Subject:Message-ID:Content-Type:MIME-Version';
const ALL = 'from:to:cc:reply-to:subject';

function unsigned(head: string, domain = 'rossi.example') {
  return unsignedIn(Buffer.from(`${head}From: anna@rossi.example\n\nx\n`.replaceAll('\n', '\r\n')), domain);
}

it.each([
  ['what Microsoft 365 signs', signed(M365) + NAMES, ['to', 'cc', 'reply-to']],
  ['To alone', signed('from:to') + NAMES, ['cc', 'reply-to']],
  ['all of them', signed(ALL) + NAMES, []],
  ['all of them, folded, in capitals', signed('From : TO :\n\tCc:\n Reply-To') + NAMES, []],
  ['all of them, and more than there are', signed(`${ALL}:cc:to`) + NAMES, []],
  ['nothing that is there', signed(M365), []],
  ['a second To', `${signed(ALL)}To: eve@evil.example\n${NAMES}`, ['to']],
  ['both of two Cc', `${signed(`${ALL}:cc`)}Cc: eve@evil.example\n${NAMES}`, []],
  ['only a name that begins so', signed('from:to-x:cc:reply-to') + NAMES, ['to']],
])('a signature that covers %s', (_, head, expected) => {
  expect(unsigned(head)).toEqual(expected);
});

describe('of several signatures', () => {
  const stranger = 'DKIM-Signature: v=1; d=esp.example; h=from; b=x\n';
  it('all of the domain’s must cover it: any of them may be the one that passed', () => {
    expect(unsigned(signed(ALL) + signed(M365) + NAMES)).toEqual(['to', 'cc', 'reply-to']);
    expect(unsigned(signed('from:to:cc') + signed('from:cc:reply-to') + NAMES)).toEqual(['to', 'reply-to']);
  });

  it('another domain’s proves nothing, and takes nothing away', () => {
    expect(unsigned(stranger + signed(ALL) + NAMES)).toEqual([]);
    expect(unsigned(stranger + NAMES)).toEqual([]);
  });

  it.each(['mail.rossi.example', 'ROSSI.example'])('%s counts as the domain’s', (d) => {
    const other = `DKIM-Signature: v=1; d=${d}; h=from; b=x\n`;
    expect(unsigned(other + NAMES)).toEqual(['to', 'cc', 'reply-to']);
    expect(unsigned(other + NAMES, 'shop.rossi.example')).toEqual(['to', 'cc', 'reply-to']);
  });
});

describe('nothing is covered', () => {
  it.each([
    ['by a signature that leaves the body open', signed(ALL, ' l=20;') + NAMES],
    ['by one whose fields are named twice', signed(ALL, ' h=from;') + NAMES],
    ['in a header that is too long to be read', `${signed(ALL)}${NAMES}${'X-Filler: x\n'.repeat(30_000)}`],
    ['in a header with a lone return', `${signed(ALL)}X-A: b\rCc: eve@evil.example\n${NAMES}`],
  ])('%s', (_, head) => {
    expect(unsigned(head)).toEqual(expect.arrayContaining(['to', 'cc', 'reply-to']));
  });

  it('in a header with two kinds of line ends', () => {
    const raw = `${signed(ALL)}To: a@x.example\r\nFrom: anna@rossi.example\r\n\r\nx`;
    expect(unsignedIn(Buffer.from(raw), 'rossi.example')).toContain('to');
  });
});
