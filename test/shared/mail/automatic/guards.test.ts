import { describe, expect, it } from 'vitest';
import type { Automatic } from '../../../../shared/mail/automatic/findings.ts';
import { whyNotAcknowledge } from '../../../../shared/mail/automatic/whether-to-acknowledge.ts';
import { bounceAddress, readBounceAddress } from '../../../../shared/mail/signed/bounce-address.ts';
import { isOwnMail, loopHeader } from '../../../../shared/mail/signed/loop-header.ts';
import { isDeskAddress, readReplyAddress, replyAddress } from '../../../../shared/mail/signed/reply-address.ts';

const KEY = 'a signing key for tests only';
const OLD_KEY = 'the key before it';
const SUPPORT = 'help@desk.example';

describe('an acknowledgement', () => {
  const person: Automatic = { autoReply: false, bounce: false, list: false, noReply: false };
  const why = (found: Partial<Automatic>, address = 'anna@rossi.example', envelopeFrom = address) =>
    whyNotAcknowledge(
      { ...person, ...found },
      { envelopeFrom, from: { address }, isOwnAddress: (each) => isDeskAddress(SUPPORT, each) },
    );

  it('goes to a person', () => {
    expect(why({})).toBe(false);
    expect(whyNotAcknowledge(person, { from: { address: 'anna@rossi.example' }, isOwnAddress: () => false })).toBe(
      false,
    );
  });

  it.each([
    ['a bounce', why({ bounce: { action: 'failed' } }), 'it is a delivery report (failed)'],
    ['a machine', why({ autoReply: 'Precedence: bulk' }), 'a machine wrote it (Precedence: bulk)'],
    ['a list', why({ list: 'Precedence: list' }), 'it came by a mailing list (Precedence: list)'],
    ['a sender that takes no answers', why({ noReply: true }), 'its sender takes no answers'],
    ['the null return path', why({}, 'anna@rossi.example', '<>'), 'its return path is empty'],
    ['the desk itself', why({}, 'help+sales@desk.example'), 'it comes from an address of this desk'],
    ['an envelope of the desk', why({}, 'anna@rossi.example', SUPPORT), 'it comes from an address of this desk'],
    ['nobody', whyNotAcknowledge(person, { isOwnAddress: () => false }), 'it has no sender to answer to'],
  ])('never goes to %s', (_, reason, expected) => {
    expect(reason).toBe(expected);
  });
});

describe('the loop header', () => {
  const header = loopHeader(KEY, SUPPORT);

  it('is known again, folded and in any case of its name', () => {
    const folded = { name: 'x-support-desk', value: header.value.replace('; ', ';\r\n ') };
    expect(isOwnMail([KEY], [{ name: 'Subject', value: 'x' }, folded])).toBe(true);
  });

  it('is known while keys are rotated, and not after', () => {
    expect(isOwnMail([OLD_KEY, KEY], [header])).toBe(true);
    expect(isOwnMail([OLD_KEY], [header])).toBe(false);
  });

  it.each([
    ['another address', header.value.replace('help@', 'sales@')],
    ['no signature', SUPPORT],
    ['nothing', ''],
  ])('cannot be made by a stranger with %s', (_, value) => {
    expect(isOwnMail([KEY], [{ name: header.name, value }])).toBe(false);
  });
});

describe('a bounce address', () => {
  const about = { ticketId: 'T-4F7K2M9Q', messageKey: '0123456789ABCDEFGHJKMNPQRS' };
  const address = bounceAddress(KEY, SUPPORT, about);

  it('names ticket and mail, and is read in any case of letters', () => {
    const read = { kind: 'bounce', ticketId: 'T-4F7K2M9Q', messageKeyStart: '0123456789AB' };
    expect(readBounceAddress([OLD_KEY, KEY], SUPPORT, address)).toEqual(read);
    expect(readBounceAddress([KEY], SUPPORT, address.toUpperCase())).toEqual(read);
  });

  it('is an address of the desk, and no reply address', () => {
    expect(isDeskAddress(SUPPORT, address)).toBe(true);
    expect(readReplyAddress([KEY], SUPPORT, address)).toEqual({ kind: 'none' });
    const reply = replyAddress(KEY, SUPPORT, { ticketId: 'T-4F7K2M9Q' });
    expect(readBounceAddress([KEY], SUPPORT, reply)).toEqual({ kind: 'none' });
  });

  it.each([
    ['another ticket', address.replace('t-4f7k2m9q', 't-4f7k2m9r')],
    ['another mail', address.replace('.0123', '.1123')],
    ['no signature', 'help+b.t-4f7k2m9q.0123456789ab@desk.example'],
  ])('is forged with %s', (_, forged) => {
    expect(readBounceAddress([KEY], SUPPORT, forged)).toEqual({ kind: 'forged' });
  });

  it.each([SUPPORT, 'help+sales@desk.example', address.replace('@desk', '@other')])('is none at %s', (other) => {
    expect(readBounceAddress([KEY], SUPPORT, other)).toEqual({ kind: 'none' });
  });

  it.each([
    ['of a level names its timer and whom it went to', { timer: 7 }],
    ['of a level after many others too', { timer: 46_655 }],
    ['of no level names whom it went to', {}],
  ])('%s', (_, timer) => {
    const notice = { ticketId: 'T-4F7K2M9Q', to: '0123ABCD', ...timer };
    const path = bounceAddress(KEY, `${'h'.repeat(21)}@desk.example`, notice);
    expect(path.indexOf('@')).toBeLessThanOrEqual(64);
    const read = { kind: 'notice', ...notice };
    expect(readBounceAddress([KEY], `${'h'.repeat(21)}@desk.example`, path.toUpperCase())).toEqual(read);
    const forged = path.replace('-0123abcd', '-0123abce');
    expect(readBounceAddress([KEY], `${'h'.repeat(21)}@desk.example`, forged)).toEqual({ kind: 'forged' });
  });

  it('fits a local part for any support address of 21 characters before the @', () => {
    expect(bounceAddress(KEY, `${'h'.repeat(21)}@desk.example`, about).indexOf('@')).toBe(64);
    expect(() => bounceAddress(KEY, `${'h'.repeat(22)}@desk.example`, about)).toThrow(RangeError);
    expect(() => bounceAddress(KEY, SUPPORT, { ...about, messageKey: 'a b' })).toThrow(RangeError);
  });
});
