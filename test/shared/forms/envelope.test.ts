import { describe, expect, it } from 'vitest';
import { readEnvelope } from '../../../shared/forms/envelope.ts';

describe('what a delivery says of itself', () => {
  it.each<[object, string | undefined]>([
    [{ submission: { submissionId: 's1' } }, 's1'],
    [{ entry_id: 7 }, '7'],
    [{ data: { responseId: 'r1' } }, 'r1'],
    [{ id: 'account', form_id: 'f', user: { id: 'u' }, respondentId: 'p', event: 'submit' }, undefined],
    [{ submissionId: ['a', 'b'] }, undefined],
  ])('is an id only by a name that is a submission’s: %j', (body, id) => {
    expect(readEnvelope(body).id).toBe(id);
  });

  it.each(['body', 'response', 'data', 'answers', 'message'])(
    'is no id by what somebody typed into %s, as JSON, or under a question of that name',
    (name) => {
      const asked = { answers: { entry_id: '1043', [name]: 'x' }, fields: [{ id: 'entry_id', value: '1043' }] };
      for (const body of [{ [name]: '{"entry_id":"1043"}' }, asked]) expect(readEnvelope(body).id).toBeUndefined();
    },
  );

  it('is the outermost of several ids, and of several names of the form', () => {
    const body = { data: { submission_id: 'inner' }, entry: { id: 'e' }, form: { name: 'F' }, formName: 'G' };
    expect(readEnvelope(body)).toMatchObject({ id: 'e', form: 'G' });
    expect(readEnvelope({ ...body, entry: {} }).id).toBe('inner');
  });
});
