import { describe, expect, it } from 'vitest';
import { type Answer, activation } from '../../../infra/activation/activation.ts';

const set = (to: string | null, displaced?: string): Answer => ({ do: 'set', to, ...(displaced && { displaced }) });
const nothing: Answer = { do: 'nothing' };
const refused = expect.objectContaining({ do: 'refuse' });

describe('the receipt rule set that is active', () => {
  it.each([
    ['becomes ours where none is', 'Create', { active: undefined }, set('ours')],
    ['stays ours', 'Create', { active: 'ours' }, nothing],
    ['of others stays, and the deploy ends', 'Create', { active: 'theirs' }, refused],
    ['of others stays that is not the one that may go', 'Create', { active: 'theirs', displace: 'another' }, refused],
    ['makes place when it may go', 'Create', { active: 'theirs', displace: 'theirs' }, set('ours', 'theirs')],
    [
      'becomes ours where none is, though one might go',
      'Create',
      { active: undefined, displace: 'theirs' },
      set('ours'),
    ],
    ['becomes the one that takes the place of ours', 'Update', { active: 'before', before: 'before' }, set('ours')],
    ['becomes ours again where none is', 'Update', { active: undefined, before: 'ours' }, set('ours')],
    ['stays ours in an update', 'Update', { active: 'ours', before: 'ours' }, nothing],
    ['makes place in an update', 'Update', { active: 'theirs', displace: 'theirs' }, set('ours', 'theirs')],
    [
      'of others stays in an update, which goes on: its rollback would fail likewise',
      'Update',
      { active: 'theirs' },
      nothing,
    ],
    ['is none when ours goes', 'Delete', { active: 'ours' }, set(null)],
    ['is the one before when ours goes', 'Delete', { active: 'ours', displaced: 'theirs' }, set('theirs')],
    ['of others stays when ours goes', 'Delete', { active: 'third', displaced: 'theirs' }, nothing],
    ['stays none when ours goes', 'Delete', { active: undefined, displaced: 'theirs' }, nothing],
  ] as const)('%s', (_, request, given, answer) => {
    expect(activation({ ours: 'ours', request, ...given })).toEqual(answer);
  });

  it('of others is named in the refusal, with both ways out as they are written into cdk.json', () => {
    const answer = activation({ request: 'Create', active: 'theirs', ours: 'ours' });
    expect(answer).toEqual({ do: 'refuse', why: expect.stringMatching(/^Rule set theirs is active/) });
    expect(answer).toMatchObject({ why: expect.stringContaining('"ruleSet": {"existing": "theirs"}') });
    expect(answer).toMatchObject({ why: expect.stringContaining('"ruleSet": {"displace": "theirs"}') });
  });
});
