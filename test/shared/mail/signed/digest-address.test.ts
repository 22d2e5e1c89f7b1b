import { describe, expect, it } from 'vitest';
import { digestAddress, isDigestAddress } from '../../../../shared/mail/signed/digest-address.ts';
import { readHeldAddress } from '../../../../shared/mail/signed/held-address.ts';
import { readReplyAddress } from '../../../../shared/mail/signed/reply-address.ts';

const SUPPORT = 'help@desk.example';
const KEY = 'a signing key for tests only';
const address = digestAddress(KEY, SUPPORT, '06BV0M6P');

describe('the address of a mail that names many tickets', () => {
  it('is known in any case of letters, and by an older key', () => {
    expect(address).toMatch(/^help\+d-06bv0m6p\.[0-9a-z]{16}@desk\.example$/);
    expect(isDigestAddress(['new', KEY], 'Help@Desk.example', address.toUpperCase())).toBe(true);
  });

  it.each([
    ['another reader', address.replace('06bv', '06bw'), KEY],
    ['another key', address, 'other'],
    ['no signature', address.replace(/\.\w{16}@/, '@'), KEY],
    ['another desk', address.replace('desk.example', 'other.example'), KEY],
    ['an ordinary label', 'help+d-day@desk.example', KEY],
  ])('is none with %s', (_, other, key) => {
    expect(isDigestAddress([key], SUPPORT, other)).toBe(false);
  });

  it('leads to no ticket and to no held mail', () => {
    expect(readReplyAddress([KEY], SUPPORT, address).kind).toBe('none');
    expect(readHeldAddress([KEY], SUPPORT, address, [{ id: 'ada' }]).kind).toBe('none');
  });
});
