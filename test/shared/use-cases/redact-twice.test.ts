import { expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { redact } from '../../../shared/use-cases/redact.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import { ada, deskOf, messagesOf, openedBy } from '../../support/stories.ts';

/** All of a message is hidden, of which words were before: what quotes it has none of it, neither of its subject (docs/promise.md section 9). */

const TEXT = 'My card is 4111-9933 code 9934 thanks';
const SUBJECT = 'My card 4111-9933 is blocked today';

it.each([[[undefined]], [['4111-9933', undefined]], [['4111-9933', 'code', undefined]]])(
  'stays hidden in a quote, where %j was hidden in turn',
  async (hides) => {
    const desk = deskOf();
    let mails = 0;
    const comes = async (subject: string, text: string) => {
      desk.pass(60);
      const id = `s${++mails}`;
      const raw = `Message-ID: <${id}@x>\nFrom: paul@p.example\nTo: help@support.example\nSubject: ${subject}\n\n${text}\n`;
      await receiveMail(desk, arrives(desk, raw, { id, envelopeFrom: 'paul@p.example' }));
    };
    const ticketId = await openedBy(desk, () => comes(SUBJECT, TEXT));
    const [{ key: messageKey } = { key: '' }] = await messagesOf(desk, ticketId);
    for (const words of hides)
      await redact(desk, { ticketId, agent: ada, at: desk.now().toISOString(), messageKey, words });
    await comes(`Re: ${SUBJECT} [${ticketId}]`, `And now?\n\n> ${TEXT}`);
    const { subject } = await getTicket(desk, ticketId);
    const all = JSON.stringify([subject, ...(await messagesOf(desk, ticketId))]);
    for (const words of ['9934', '4111', 'thanks', 'is blocked today']) expect(all).not.toContain(words);
  },
);
