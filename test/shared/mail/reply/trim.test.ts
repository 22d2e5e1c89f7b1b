import { describe, expect, it } from 'vitest';
import { replyText as replyTextOf } from '../../../../shared/mail/reply/trim.ts';
import { ATTRIBUTIONS, UNCERTAIN } from './fixtures/attributions.ts';
import { FOOTERS, NO_FOOTERS } from './fixtures/footers.ts';
import { FORMS } from './fixtures/forms.ts';
import { FORWARDS, HEADS } from './fixtures/heads.ts';
import { SHAPES } from './fixtures/shapes.ts';

const replyText = (text: string, subject = '') => replyTextOf(text, { subject, answers: true });

const ANSWER = 'It prints again.\n\nThank you,\nCarla';
const QUOTED = '> Does it print?\n>\n> Nora';
const BARE = 'Does it print?\n\nNora';

describe('an attribution', () => {
  it.each(ATTRIBUTIONS)('is known, and its quote: %s', (_, lines) => {
    expect(replyText(`${ANSWER}\n\n${lines}\n\n${QUOTED}`)).toBe(ANSWER);
    expect(replyText(`${ANSWER}\n${lines}\n${QUOTED}`)).toBe(ANSWER);
  });

  it.each(ATTRIBUTIONS)('is known where nothing marks the quote: %s', (_, lines) => {
    expect(replyText(`${ANSWER}\n\n${lines}\n\n${BARE}`)).toBe(ANSWER);
  });

  it.each(UNCERTAIN)('counts with a quote below, and alone is text: %s', (_, lines) => {
    expect(replyText(`${ANSWER}\n\n${lines}\n\n${QUOTED}`)).toBe(ANSWER);
    expect(replyText(`${ANSWER}\n\n${lines}\n\n${BARE}`)).toBe(`${ANSWER}\n\n${lines}\n\n${BARE}`);
  });
});

describe('the head of the mail that is answered', () => {
  it.each(HEADS)('ends the answer: %s', (_, lines) => {
    expect(replyText(`${ANSWER}\n\n${lines}\n\n${BARE}`)).toBe(ANSWER);
  });

  it.each(FORWARDS)('ends nothing if the mail is passed on: %s', (rule) => {
    const mail = `${ANSWER}\n\n${rule}\nFrom: Dario <dario@shop.example>\nSubject: Printer\n\n${BARE}`;
    expect(replyText(mail)).toBe(mail);
  });

  it.each(['FW: Printer', 'I: Stampante', 'WG: Drucker', 'TR: Imprimante', 'RV: Impresora', 'Fwd: Printer'])(
    'ends nothing under the subject %s',
    (subject) => {
      const mail = `${ANSWER}\n\n${HEADS[0]?.[1]}\n\n${BARE}`;
      expect(replyText(mail, subject)).toBe(mail);
      expect(replyText(mail, `RE: ${subject}`)).toBe(ANSWER);
    },
  );
});

describe('a footer', () => {
  it.each(FOOTERS)('is left out: %s', (line) => {
    expect(replyText(`${ANSWER}\n\n${line}`)).toBe(ANSWER);
    expect(replyText(`${ANSWER}\n\n${line}\n\n${ATTRIBUTIONS[0]?.[1]}\n${QUOTED}`)).toBe(ANSWER);
  });

  it.each(NO_FOOTERS)('is not what people write: %s', (line) => {
    expect(replyText(`${ANSWER}\n\n${line}`)).toBe(`${ANSWER}\n\n${line}`);
  });

  it('in the middle of a text is text', () => {
    expect(replyText('Sent from my iPhone\n\nis what my mails end with.')).toContain('Sent from my iPhone');
  });
});

describe('the visible reply', () => {
  it.each(FORMS)('in the form of %s', (_, mail, shown) => {
    expect(replyText(mail)).toBe(shown);
  });

  it.each(SHAPES.map(([name, mail, shown = mail]) => [name, mail, shown] as const))('of %s', (_, mail, shown) => {
    expect(replyText(mail)).toBe(shown);
  });
});
