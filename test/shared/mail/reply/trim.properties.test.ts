import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headerBlockAt } from '../../../../shared/mail/reply/header-block.ts';
import { replyText as replyTextOf, strictReplyText } from '../../../../shared/mail/reply/trim.ts';
import { ATTRIBUTIONS } from './fixtures/attributions.ts';
import { FOOTERS } from './fixtures/footers.ts';
import { FORWARDS, HEADS } from './fixtures/heads.ts';

const replyText = (text: string, subject = '') => replyTextOf(text, { subject, answers: true });

/** Pieces of real mails and of noise in any order: what no program writes, and the rules must bear all the same. */
const piece = fc.oneof(
  fc.constantFrom(
    ...ATTRIBUTIONS.map(([, lines]) => lines),
    ...HEADS.map(([, lines]) => lines),
    ...FOOTERS,
    ...FORWARDS,
  ),
  fc.constantFrom(
    '',
    ' ',
    '> quoted',
    '>> twice',
    '-- ',
    '--',
    '__',
    '-----',
    '```',
    'It prints.',
    'Dear Nora,',
    '\u200B',
    'wrote:',
    'On',
  ),
  fc.string({ unit: 'grapheme', maxLength: 90 }),
);
const mail = fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join('\n'));

describe('any mail at all', () => {
  it('shows lines of its own, in their order, and nothing else', () => {
    fc.assert(
      fc.property(mail, (text) => {
        const shown = linesOf(replyText(text));
        const all = linesOf(text);
        let from = 0;
        for (const line of shown) {
          const at = all.indexOf(line, from);
          expect(at, `${JSON.stringify(line)} in its place`).toBeGreaterThanOrEqual(0);
          from = at + 1;
        }
      }),
    );
  });

  it('shows something, if anything is in it', () => {
    fc.assert(
      fc.property(mail, (text) => {
        expect(replyText(text) === '').toBe(text.trim() === '');
      }),
    );
  });

  it('shows the same of what it shows, once the quote is gone', () => {
    expect(replyText(replyText('It prints.\n\nOn 12/11/2026 10:12, Nora Weiss wrote:\n> Does it?'))).toBe('It prints.');
  });
});

describe('the work per line', () => {
  const LOOKS_PER_LINE = 200;

  it.each([
    '',
    '-',
    '--',
    '-- ',
    '__',
    '>',
    '> a',
    'On',
    'On 12',
    'On 12/11/2026 10:12',
    'a@b.example wrote',
    'From:',
    'From: a@b.example',
    'From: a\nSent: b\nx',
    'A:\n',
    'To: a\n\n',
    'Sent from my',
    '```',
    'a\n\n\n',
    '-----',
    '> http://x\n(',
  ])('does not grow with the mail: %j', (line) => {
    const small = looksAt(`${line}\n`.repeat(1000));
    const large = looksAt(`${line}\n`.repeat(4000));
    expect(large).toBeLessThanOrEqual(small * 4.1);
    expect(large / `${line}\n`.repeat(4000).split('\n').length).toBeLessThan(LOOKS_PER_LINE);
  });

  it('is none for line feeds alone, and for a mail of more lines than anybody writes', () => {
    expect(replyText(`It prints.${'\n'.repeat(20_000_000)}On 12/11/2026 10:12, Nora Weiss wrote:\n> Does it?`)).toBe(
      'It prints.',
    );
    const log = '-- \n'.repeat(50_001).trim();
    expect(replyText(log)).toBe(log);
  });

  it('is none for a line too long to be a program’s', () => {
    const long = `From: ${'a'.repeat(30_000)}`;
    expect(headerBlockAt([long], 0)).toBe(0);
    expect(replyText(long)).toBe(long);
  });
});

/** How often the rules look at a line. */
function looksAt(text: string): number {
  let looks = 0;
  const lines = new Proxy(text.split('\n'), {
    get(target, key, receiver) {
      if (typeof key === 'string' && /^\d+$/.test(key)) looks += 1;
      return Reflect.get(target, key, receiver);
    },
  });
  strictReplyText(lines);
  return looks;
}

function linesOf(text: string): string[] {
  return text.split(/\r\n?|\n/).map((line) => line.trim());
}
