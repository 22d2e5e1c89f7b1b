import { describe, expect, it } from 'vitest';
import { A_PERSON, type Automatic } from '../../../../shared/mail/automatic/findings.ts';
import { whyNotAcknowledge } from '../../../../shared/mail/automatic/whether-to-acknowledge.ts';
import { bounceAddress, readBounceAddress } from '../../../../shared/mail/signed/bounce-address.ts';
import { isOwnMail, loopHeader } from '../../../../shared/mail/signed/loop-header.ts';
import { isDeskAddress, readReplyAddress, replyAddress } from '../../../../shared/mail/signed/reply-address.ts';

const KEY = 'a signing key for tests only';
const OLD_KEY = 'the key before it';
const SUPPORT = 'help@desk.example';

describe('an acknowledgement', () => {
  const why = (found: Partial<Automatic>, address = 'anna@rossi.example', envelopeFrom = address) =>
    whyNotAcknowledge(
      { ...A_PERSON, ...found },
      { envelopeFrom, from: { address }, isOwnAddress: (each) => isDeskAddress(SUPPORT, each) },
    );

  it('goes to a person', () => {
    expect(why({})).toBe(false);
    expect(why({ hint: { reason: 'Text: it says that its writer is away', isStrong: false } })).toBe(false);
    expect(whyNotAcknowledge(A_PERSON, { from: { address: 'anna@rossi.example' }, isOwnAddress: () => false })).toBe(
      false,
    );
  });

  it.each([
    ['a bounce', why({ bounce: { action: 'failed' } }), 'it is a delivery report (failed)'],
    ['a robot', why({ autoReply: 'X-Autoreply: yes' }), 'a machine wrote it (X-Autoreply: yes)'],
    ['a monitor', why({ generated: 'X-Cron-Env: x' }), 'a machine wrote it (X-Cron-Env: x)'],
    [
      'strong words',
      why({ hint: { reason: 'Subject: OOO', isStrong: true } }),
      'its words are those of a robot (Subject: OOO)',
    ],
    ['a list', why({ list: 'Precedence: list' }), 'it came by a mailing list (Precedence: list)'],
    ['a sender that takes no answers', why({ noReply: 'X-Loop: x' }), 'its sender takes no answers (X-Loop: x)'],
    ['the null return path', why({}, 'anna@rossi.example', '<>'), 'its return path is empty'],
    ['the desk itself', why({}, 'help+sales@desk.example'), 'it comes from an address of this desk'],
    ['an envelope of the desk', why({}, 'anna@rossi.example', SUPPORT), 'it comes from an address of this desk'],
    ['nobody', whyNotAcknowledge(A_PERSON, { isOwnAddress: () => false }), 'it has no sender to answer to'],
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

  it.each(['requester', 'copied'] as const)('of the mail to one %s says so, beside each number of sendings', (as) => {
    const sentTo = { to: '0123ABCD', as };
    for (const resent of [undefined, 1, 35, 36, 1_295, 60_000]) {
      const long = `${'h'.repeat(17)}@desk.example`;
      const path = bounceAddress(KEY, long, { ...about, resent, sentTo });
      expect(path.indexOf('@')).toBe(64);
      const read = readBounceAddress([OLD_KEY, KEY], long, path.toUpperCase());
      expect(read).toMatchObject({ kind: 'bounce', ticketId: about.ticketId, sentTo, ...(resent && { resent }) });
      expect(about.messageKey.startsWith(read.kind === 'bounce' ? read.messageKeyStart : 'none')).toBe(true);
    }
  });

  it('of a mail of before has no recipient, and nobody makes one of it, nor another’s', () => {
    expect(readBounceAddress([KEY], SUPPORT, address)).not.toHaveProperty('sentTo');
    const [copied, requester] = (['copied', 'requester'] as const).map((as) =>
      bounceAddress(KEY, SUPPORT, { ...about, sentTo: { to: '0123ABCD', as } }),
    );
    expect(copied).not.toBe(requester);
    const forged = { kind: 'forged' };
    expect(readBounceAddress([KEY], SUPPORT, copied?.replace('-0123abcd', '-0123abce') ?? '')).toEqual(forged);
    expect(readBounceAddress([KEY], SUPPORT, copied?.replace('-0123abcd', '') ?? '')).toEqual(forged);
    expect(readBounceAddress([KEY], SUPPORT, address.replace('789ab.', '-0123abcd.'))).toEqual(forged);
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

  it.each([1, 35, 36, 1_295, 60_000])(
    'of a mail that was sent for the %i. time again says so, at the same length',
    (resent) => {
      const again = bounceAddress(KEY, SUPPORT, { ...about, resent });
      expect(again).toHaveLength(address.length);
      const read = readBounceAddress([KEY], SUPPORT, again.toUpperCase());
      expect(read).toMatchObject({ kind: 'bounce', ticketId: about.ticketId, resent });
      expect(about.messageKey.startsWith(read.kind === 'bounce' ? read.messageKeyStart : 'none')).toBe(true);
      expect(readBounceAddress([KEY], SUPPORT, again.replace(`.${resent.toString(36)}.`, '.2.'))).toEqual({
        kind: 'forged',
      });
    },
  );
});
