import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hiddenLines } from '../../../../shared/mail/reply/hidden-lines.ts';
import { replyText } from '../../../../shared/mail/reply/trim.ts';
import { ATTRIBUTIONS } from './fixtures/attributions.ts';
import { HEADS } from './fixtures/heads.ts';

/** No word of somebody who answers is lost: it is shown, or the mail says how many lines it does not show. */

/** The mail that is answered; none of its lines is in an answer below. */
const ORIGINAL = ['Does it print?', '', 'Which number is on its back, and which colour is it?', '', 'Nora'];

/** What people write: sentences, logs, lists, things that look like what a program sets. */
const human = fc.oneof(
  fc.constantFrom(
    'It prints.',
    'Sì, è 4711.',
    'Rosso',
    'nein, immer noch nicht',
    'P.S. please call me',
    'npm ERR! code 1',
    '10:12:31 [error] port in use',
    'From: Milan',
    'To: Rome',
    'Date: tomorrow',
    'Your colleague wrote that it works',
    'Sent via DHL yesterday',
    '| model | count |',
    '- one',
    '= 12',
    '    indented',
    'On Monday it printed',
    'Best regards',
    'Carla Neri',
    'http://shop.example/orders/12',
    '第一台打印机坏了',
  ),
  fc
    .tuple(fc.constantFrom('It', 'Der Drucker', 'Stampante:', 'Le'), fc.lorem({ maxCount: 12 }))
    .map((words) => words.join(' ')),
);
const humans = fc.array(fc.oneof({ weight: 4, arbitrary: human }, { weight: 1, arbitrary: fc.constant('') }), {
  maxLength: 6,
});
const attribution = fc.constantFrom(...ATTRIBUTIONS.map(([, lines]) => lines));
const mark = fc.constantFrom('> ', '>', '>> ', '> > ');
const tail = fc.constantFrom('', '-- \nCarla Neri\nNeri Ltd', 'Sent from my iPhone', 'Inviato da iPhone');

const shown = (mail: string) => replyText(mail, { subject: 'Re: Printer', answers: true });
const linesOf = (text: string) => text.split('\n').map((line) => line.trim());

function expectShown(mail: string, lines: readonly string[]) {
  const visible = new Set(linesOf(shown(mail)));
  for (const line of lines.map((each) => each.trim()).filter((each) => each !== '')) expect(visible).toContain(line);
}

describe('each line that somebody wrote', () => {
  it('is shown, above, between and below the marked lines of the mail that is answered, whatever the program', () => {
    const places = fc.tuple(humans, humans, humans, attribution, mark, tail, fc.nat(ORIGINAL.length));
    fc.assert(
      fc.property(places, ([above, between, below, head, marked, end, cut]) => {
        const quote = ORIGINAL.map((line) => `${marked}${line}`.trimEnd());
        const mail = [
          ...above,
          '',
          head,
          ...quote.slice(0, cut),
          '',
          ...between,
          '',
          ...quote.slice(cut),
          '',
          ...below,
          '',
          end,
        ];
        fc.pre(cut > 0);
        expectShown(mail.join('\n'), [...above, ...between, ...below]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is shown, or counted with the hidden ones, where nothing marks the old mail', () => {
    const head = fc.oneof(attribution, fc.constantFrom(...HEADS.map(([, lines]) => lines)));
    fc.assert(
      fc.property(fc.tuple(humans, humans, humans, head, tail), ([above, between, below, lines, end]) => {
        const mail = [
          ...above,
          '',
          lines,
          '',
          ...ORIGINAL.slice(0, 2),
          ...between,
          ...ORIGINAL.slice(2),
          ...below,
          '',
          end,
        ];
        const text = mail.join('\n');
        const visible = linesOf(shown(text));
        const all = linesOf(text).filter((line) => line !== '').length;
        expect(hiddenLines(text, shown(text))).toBe(all - visible.filter((line) => line !== '').length);
        expectShown(text, above);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is shown of a mail that quotes nothing, but for the footer of a phone at its end', () => {
    fc.assert(
      fc.property(humans, tail, (lines, end) => expectShown([...lines, '', end].join('\n'), lines)),
      { numRuns: 1_000 },
    );
  });

  it('is all of a first mail', () => {
    fc.assert(
      fc.property(fc.tuple(humans, attribution, tail), ([lines, head, end]) => {
        const mail = [...lines, head, '> Does it print?', end].join('\n');
        expect(replyText(mail, { answers: false })).toBe(mail.trim());
      }),
    );
  });
});
