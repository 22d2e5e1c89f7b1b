import { describe, expect, it } from 'vitest';
import { mentionsIn } from '../../../shared/mail/mentions.ts';

describe('whom a note names', () => {
  it.each([
    ['@marta', ['marta']],
    ['@Marta, please look.', ['marta']],
    ['Ask @marta.', ['marta']],
    ['(@marta)', ['marta']],
    ['See @marta: she knows', ['marta']],
    ['@marta’s ticket', ['marta']],
    ['@marta and @luca-2, again @MARTA', ['marta', 'luca-2']],
    ['@josé', ['josé']],
    ['first\n@marta\nlast', ['marta']],
  ])('%j', (text, names) => {
    expect(mentionsIn(text)).toEqual(names);
  });

  it.each([
    'a@marta.example',
    'anna.rossi@marta',
    'write to <a@marta>',
    '@marta.example',
    '@marta/package',
    '@marta@social.example',
    'mailto:@marta_b',
    'use `@marta` there',
    '```\n@marta\n```',
    '```\n@marta',
    '> @marta wrote',
    'On Monday:\n>> @marta',
    'https://x.example/@marta',
    '@ marta',
    '@',
  ])('is nobody in %j', (text) => {
    expect(mentionsIn(text)).toEqual([]);
  });

  it('is twenty at most', () => {
    expect(mentionsIn(Array.from({ length: 30 }, (_, n) => `@a${n}`).join(' '))).toHaveLength(20);
  });

  it('is found in time whatever the text', () => {
    for (const part of ['@', '`', '```', '@a-', '>', '@a@'])
      expect(mentionsIn(part.repeat(100_000)).length).toBeLessThan(2);
  });
});
