import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sanitizeHtml } from '../../../../shared/mail/html/sanitize.ts';
import { lettersOf } from '../../../../shared/mail/own-content/letters.ts';
import { ownHtml } from '../../../../shared/mail/own-content/own-html.ts';
import { htmlToText } from '../../../../shared/mail/reading/html-to-text.ts';

/** Few words, so that the same lines stand in the answer, in the quote and in both. */
const line = fc.array(fc.constantFrom('yes', 'no', 'now', 'call', '12', 'the till'), { minLength: 1, maxLength: 4 });
const block = fc.record({
  words: line,
  isOwn: fc.boolean(),
  frame: fc.constantFrom(
    (words: string) => `<p>${words}</p>`,
    (words: string) => `<div><b>${words}</b></div>`,
    (words: string) => `<blockquote>${words}</blockquote>`,
    (words: string) => `<table><tr><td>${words}</td><td></td></tr></table>`,
    (words: string) => `<ul><li>${words}</li></ul>`,
    (words: string) => `${words}<br>`,
    (words: string) => `<pre>${words}\n</pre>`,
  ),
});

it('the formatting of an answer has its words, all of them and no others, whatever else is in the mail', () => {
  let found = 0;
  fc.assert(
    fc.property(fc.array(block, { minLength: 1, maxLength: 8 }), (blocks) => {
      const html = sanitizeHtml(blocks.map(({ frame, words }) => frame(words.join(' '))).join(''));
      const text = blocks
        .filter(({ isOwn }) => isOwn)
        .map(({ words }) => words.join(' '))
        .join('\n\n');
      const own = ownHtml(html, { commands: [], text });
      if (own === undefined) return;
      found += 1;
      expect(lettersOf(htmlToText(own))).toBe(lettersOf(text));
      expect(sanitizeHtml(own)).toBe(own);
    }),
    { numRuns: 2000, seed: 9 },
  );
  expect(found).toBeGreaterThan(1000);
});
