import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../../../shared/language.ts';
import { replyText } from '../../../../shared/mail/reply/trim.ts';
import { acknowledgement } from '../../../../shared/mail/templates/acknowledgement.ts';
import { acknowledgementView } from '../templates/views.ts';

const HEADS = [
  'On Mon, 30 Nov 2026 at 10:00, Example Support <help@support.example> wrote:',
  'Da: Example Support <help@support.example>\nInviato: lunedì 30 novembre 2026 10:00\nA: Anna\nOggetto: R: Ordini',
  '________________________________\nFrom: Example Support <help@support.example>\nSent: Monday, November 30, 2026 10:00 AM\nTo: Anna\nSubject: Re: Orders',
];

describe.each(LANGUAGES)('an acknowledgement in %s', (language) => {
  const { text } = acknowledgement(acknowledgementView({ language }));

  it.each(HEADS)('is left out of the answer to it, marked or not: %s', (head) => {
    const quoted = text.replace(/^/gm, '> ');
    for (const old of [text, quoted]) {
      expect(replyText(`It works again.\n\n${head}\n\n${old}`, { answers: true })).toBe('It works again.');
    }
  });
});
