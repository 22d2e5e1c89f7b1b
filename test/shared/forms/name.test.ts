import { describe, expect, it } from 'vitest';
import { nameOf } from '../../../shared/forms/name.ts';

describe('what a name says', () => {
  it.each([
    ['form_response', { isWrapper: true, holdsAsked: true, isEnvelope: true, words: 'Form response' }],
    ['answers', { isWrapper: true, holdsAsked: true, isEnvelope: false }],
    ['meta', { isWrapper: false, holdsAsked: true, isEnvelope: true }],
    ['HandshakeKey', { isSecret: true, isTrace: false }],
    ['user_agent', { isSecret: false, isTrace: true }],
    ['howOften', { isWrapper: false, isSecret: false, isTrace: false, isEnvelope: false, words: 'How often' }],
  ])('%s', (name, said) => {
    expect(nameOf(name)).toMatchObject(said);
  });

  it('is found out once, and not kept of a name that no form has', () => {
    expect(nameOf('how_often')).toBe(nameOf('how_often'));
    const long = 'k'.repeat(500);
    expect(nameOf(long)).not.toBe(nameOf(long));
    expect(nameOf(long).short).toHaveLength(200);
  });
});
