import { describe, expect, it } from 'vitest';
import { replyText } from '../../../../shared/mail/reply/trim.ts';

const reply = (text: string) =>
  replyText(text, {
    answers: true,
    subject: 'Re: [P2] Printer',
    sender: 'anna@rossi.example',
    recipients: ['help+t-4711@desk.example', 'luca@rossi.example'],
  });

const block = (from: string, subject: string) =>
  `From: ${from}\nSent: Monday, May 5, 2025 10:23 AM\nTo: Anna\nSubject: ${subject}`;

describe('the mail that is answered', () => {
  it.each([
    ['the desk’s', block('Desk <help@desk.example>', 'Printer')],
    ['the desk’s from its other domain', block('Desk <help@desk.test>', 'RE: [P2] Printer')],
    ['under another subject, of a recipient', block('Luca <luca@rossi.example>', 'Lunch')],
    ['of somebody else, under the same subject', block('Nora <nora@shop.example>', 'RE: Printer')],
    ['an attribution of the desk', 'On Mon, 5 May 2025 at 10:23, Desk <help@desk.example> wrote:'],
    ['an attribution of the writer', 'Il giorno lun 5 mag 2025 alle ore 10:23 Anna <anna@rossi.example> ha scritto:'],
    ['an attribution without an address', 'Am 05.05.2025 um 10:23 schrieb Nora Weiss:'],
  ])('is left out: %s', (_, head) => {
    expect(reply(`It prints.\n\n${head}\n\nDoes it print?`)).toBe('It prints.');
  });

  it.each([
    ['a block of somebody else', block('Bob <bob@parts.example>', 'The drum')],
    ['a block in Italian', 'Da: Bob <bob@parts.example>\nInviato: lunedì 5 maggio 2025 10:23\nA: Anna\nOggetto: pezzo'],
    ['a name without an address', block('Bob Parts', 'The drum')],
    ['an attribution of somebody else', 'On Mon, 5 May 2025 at 10:23, Bob <bob@parts.example> wrote:'],
    ['a line of a log', '2025-05-05 10:23 Worker <worker@parts.example> wrote:'],
    ['an attribution in German', 'Am 05.05.2025 um 10:23 schrieb Bob <bob@parts.example>:'],
  ])('is not what its writer shows: %s', (_, head) => {
    const mail = `The dealer says this.\n\n${head}\n\nIt comes on Friday.`;
    expect(reply(mail)).toBe(mail);
  });

  it('is what marked lines quote, whoever wrote them', () => {
    const mail = 'It prints.\n\nOn Mon, 5 May 2025 at 10:23, Bob <bob@parts.example> wrote:\n\n> Does it print?';
    expect(reply(mail)).toBe('It prints.');
  });
});
