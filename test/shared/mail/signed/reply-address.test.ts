import { describe, expect, it } from 'vitest';
import {
  askedMark,
  hasRoomForAsked,
  isDeskAddress,
  readReplyAddress,
  replyAddress,
} from '../../../../shared/mail/signed/reply-address.ts';
import { threadId } from '../../../../shared/mail/signed/thread-id.ts';

const SUPPORT = 'help@desk.example';
const KEY = 'a signing key for tests only';
const OLD_KEY = 'the key before it';

const forAgent = replyAddress(KEY, SUPPORT, { ticketId: 'T-4F7K2M9Q', agentId: 'anna' });
const forCustomer = replyAddress(KEY, SUPPORT, { ticketId: 'T-4F7K2M9Q' });

describe('a signed reply address', () => {
  it('names ticket and writer, and fits a local part', () => {
    expect(forAgent).toMatch(/^help\+t-4f7k2m9q\.a-anna\.[0-9a-hjkmnp-tv-z]{16}@desk\.example$/);
    expect(forCustomer).toMatch(/^help\+t-4f7k2m9q\.c\.[0-9a-hjkmnp-tv-z]{16}@desk\.example$/);
  });

  it('is read back', () => {
    expect(readReplyAddress([KEY], SUPPORT, forAgent)).toEqual({
      kind: 'ticket',
      ticketId: 'T-4F7K2M9Q',
      agentId: 'anna',
    });
    expect(readReplyAddress([KEY], SUPPORT, forCustomer)).toEqual({ kind: 'ticket', ticketId: 'T-4F7K2M9Q' });
  });

  it('of an agent says whom the notice named, where there is room for that', () => {
    const asked = askedMark('2026-11-30T08:00:00.000Z');
    const to = { ticketId: 'T-4F7K2M9Q', agentId: 'anna', serial: 3, ...(asked !== undefined && { asked }) };
    expect(readReplyAddress([KEY], SUPPORT, replyAddress(KEY, SUPPORT, to))).toEqual({ kind: 'ticket', ...to });
    expect(askedMark(undefined)).toBeUndefined();
    expect(asked).not.toBe(askedMark('2026-11-30T08:00:00.001Z'));
    const changed = replyAddress(KEY, SUPPORT, to).replace(`.${asked}.`, '.0000.');
    expect(readReplyAddress([KEY], SUPPORT, changed).kind).toBe('forged');
    const longest = `${'h'.repeat(17)}@desk.example`;
    const tight = { ...to, agentId: 'a'.repeat(16) };
    expect([SUPPORT, longest].map((support) => hasRoomForAsked(support, tight))).toEqual([true, false]);
    const { asked: _, ...without } = tight;
    expect(readReplyAddress([KEY], longest, replyAddress(KEY, longest, tight))).toEqual({ kind: 'ticket', ...without });
  });

  it('is read in any case of letters, for mail systems fold case', () => {
    expect(readReplyAddress([KEY], 'Help@Desk.example', forAgent.toUpperCase()).kind).toBe('ticket');
  });

  it('is read by every key while keys are rotated, and not by a key that has gone', () => {
    const old = replyAddress(OLD_KEY, SUPPORT, { ticketId: 'T-4F7K2M9Q', agentId: 'anna' });
    expect(readReplyAddress([KEY, OLD_KEY], SUPPORT, old).kind).toBe('ticket');
    expect(readReplyAddress([KEY], SUPPORT, old).kind).toBe('forged');
    expect(readReplyAddress([], SUPPORT, old).kind).toBe('forged');
  });

  it.each([
    ['another agent', forAgent.replace('a-anna', 'a-ada')],
    ['an agent instead of the customer', forCustomer.replace('.c.', '.a-anna.')],
    ['the customer instead of an agent', forAgent.replace('a-anna', 'c')],
    ['another ticket', forAgent.replace('t-4f7k2m9q', 't-4f7k2m9r')],
    ['another signature', forAgent.replace(/.@/, (end) => (end === '0@' ? '1@' : '0@'))],
    ['a signature cut short', forAgent.replace(/.@/, '@')],
    ['no signature', 'help+t-4f7k2m9q.c.@desk.example'],
    [
      'the signature of a thread id',
      forCustomer.replace(/\w+@/, `${signatureOf(threadId(KEY, SUPPORT, 'T-4F7K2M9Q'))}@`),
    ],
  ])('is forged with %s', (_, address) => {
    expect(readReplyAddress([KEY], SUPPORT, address)).toEqual({ kind: 'forged' });
  });

  it.each([
    ['the plain support address', SUPPORT],
    ['an ordinary label', 'help+sales@desk.example'],
    ['another mailbox', forAgent.replace('help+', 'helper+')],
    ['another domain', forAgent.replace('desk.example', 'desk.example.evil.example')],
    ['no address', 'help'],
  ])('is none at %s', (_, address) => {
    expect(readReplyAddress([KEY], SUPPORT, address)).toEqual({ kind: 'none' });
  });

  it('is refused when mail systems would not carry it', () => {
    const long = 'assistenza-clienti@desk.example';
    expect(() => replyAddress(KEY, long, { ticketId: 'T-4F7K2M9Q', agentId: 'a-long-agent-id2' })).toThrow(RangeError);
    expect(() => replyAddress(KEY, SUPPORT, { ticketId: 'T-4F7K2M9Q', agentId: 'a.b' })).toThrow(RangeError);
  });
});

describe('an address of the desk', () => {
  it.each([SUPPORT, 'HELP@desk.example', 'help+x@desk.example', forAgent])('is %s', (address) => {
    expect(isDeskAddress(SUPPORT, address)).toBe(true);
  });

  it.each(['helper@desk.example', 'help@other.example', 'help', ''])('is not %j', (address) => {
    expect(isDeskAddress(SUPPORT, address)).toBe(false);
  });
});

function signatureOf(id: string): string {
  return /\.(\w{16})@/.exec(id)?.[1] ?? '';
}
