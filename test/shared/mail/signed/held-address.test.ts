import { describe, expect, it } from 'vitest';
import { heldAddress, isHeldAddress, readHeldAddress } from '../../../../shared/mail/signed/held-address.ts';
import { readReplyAddress } from '../../../../shared/mail/signed/reply-address.ts';

const SUPPORT = 'help@desk.example';
const KEY = 'a signing key for tests only';
const AGENTS = [{ id: 'bruno' }, { id: 'ada' }];
const entryId = 'Q-06BV0M6PR09XT3K5Y2W4';
const address = heldAddress(KEY, SUPPORT, { entryId, agentId: 'ada' });

describe('the signed address of a held mail', () => {
  it('names entry and agent, in any case of letters, and spells the agent out nowhere', () => {
    const held = { kind: 'held', entryId, agentId: 'ada' };
    expect(readHeldAddress([KEY], SUPPORT, address, AGENTS)).toEqual(held);
    expect(readHeldAddress(['new', KEY], 'Help@Desk.example', address.toUpperCase(), AGENTS)).toEqual(held);
    expect(address).not.toContain('ada');
  });

  it('fits the longest support address and agent id that the settings take', () => {
    const long = 'a-support-desk-17@desk.example';
    const made = heldAddress(KEY, long, { entryId, agentId: 'agent-of-sixteen' });
    expect(made.split('@')[0]?.length).toBeLessThanOrEqual(64);
    expect(readHeldAddress([KEY], long, made, [{ id: 'agent-of-sixteen' }]).kind).toBe('held');
  });

  it.each([
    ['another entry', address.replace('06bv', '06bw'), AGENTS, [KEY]],
    ['an agent who is gone', address, [{ id: 'bruno' }], [KEY]],
    ['an agent of the same id after one who is gone', address, [{ id: 'ada', serial: 1 }], [KEY]],
    ['another key', address, AGENTS, ['other']],
    ['no signature', address.replace(/\.\w+@/, '@'), AGENTS, [KEY]],
  ])('is forged with %s', (_, forged, agents, keys) => {
    expect(readHeldAddress(keys, SUPPORT, forged, agents).kind).toBe('forged');
  });

  it('is no reply address, and no other label is one of these', () => {
    expect(readReplyAddress([KEY], SUPPORT, address).kind).toBe('none');
    expect(readHeldAddress([KEY], SUPPORT, 'help+sales@desk.example', AGENTS).kind).toBe('none');
    expect(isHeldAddress(SUPPORT, address)).toBe(true);
    expect(isHeldAddress(SUPPORT, 'help+q-1@desk.example')).toBe(false);
  });
});
