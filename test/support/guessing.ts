import { receiveMail } from '../../shared/intake/receive-mail.ts';
import { readerName, replyAddress } from '../../shared/mail/signed/reply-address.ts';
import { type CustomerMessage, conversationFor } from '../../shared/present/conversation-for.ts';
import { changeState } from '../../shared/use-cases/change-state.ts';
import { redact } from '../../shared/use-cases/redact.ts';
import { respond } from '../../shared/use-cases/respond.ts';
import { getTicket } from '../../shared/use-cases/steps/update.ts';
import { sweep } from '../../shared/use-cases/sweep.ts';
import { writeNote } from '../../shared/use-cases/write-note.ts';
import { arrives } from './arrives.ts';
import { ada, bruno, deskOf, messagesOf, openedBy } from './stories.ts';

const KEY = 'a signing key for tests only';
const HELP = 'help@support.example';

export const ZOE = 'zoe@private.example';
/** Reads with Zoe, or later than her, and guesses her PIN. */
export const EVIL = 'evil@evil.example';
export const SECRET = 'Please reset it, my PIN is 4711.';
/** A list that has the PIN, and others. */
export const GUESSES = ['0000', '4710', '4711', '4712']
  .flatMap((pin) => [`(${pin})`, `Please reset it, my PIN is ${pin}.`])
  .join('\n');

export type Mail = { from: string; to?: string; subject?: string; text: string; head?: string; isProved?: boolean };

/** A desk to which Zoe tells a PIN that an agent hides, and Evil guesses it. */
export function guessing() {
  const desk = deskOf({ agents: [ada, bruno] });
  let mails = 0;
  const by = (ticketId: string) => ({ ticketId, agent: ada, at: desk.now().toISOString() });

  async function comes({ from, to = HELP, subject = 'Codes', text, head = '', isProved = true }: Mail): Promise<void> {
    desk.pass(130);
    mails += 1;
    const raw = `Message-ID: <g${mails}@x.example>\nFrom: ${from}\nTo: ${to}\n${head}Subject: ${subject}\n\n${text}\n`;
    const envelopeFrom = from.replace(/^.*<|>$/g, '');
    await receiveMail(
      desk,
      arrives(desk, raw, { id: `g${mails}`, envelopeFrom, recipients: to.split(', '), authenticated: isProved }),
    );
    await desk.team.drain();
  }

  /** Answered and sent, or refused as the API is told. */
  async function answers(id: string, text = 'Done.'): Promise<void> {
    desk.pass(60);
    mails += 1;
    const said = { source: `api:${mails}`, text, attachments: [], receivedAt: desk.now().toISOString() };
    await respond(desk, { ...by(id), ...said, tellBy: 'call' });
    await desk.team.drain();
  }

  return {
    desk,
    by,
    comes,
    answers,
    opens: (mail: Mail) => openedBy(desk, () => comes(mail)),
    /** What somebody writes at their own signed address of a ticket. */
    at: (ticketId: string, from: string) => ({
      from,
      to: replyAddress(KEY, HELP, { ticketId, reader: readerName(from) }),
      subject: 'Re: Codes',
    }),
    /** An agent's answer from the own inbox. */
    answersByMail: (ticketId: string, text: string) =>
      comes({ from: 'ada@support.example', to: replyAddress(KEY, HELP, { ticketId, agentId: 'ada' }), text }),
    notes: (id: string, text: string) => writeNote(desk, { ...by(id), source: 'api-note:1', text }),
    /** Answered and closed so long ago that whoever writes there opens a ticket of their own. */
    async closedLong(id: string): Promise<void> {
      await answers(id);
      await changeState(desk, { ...by(id), state: 'closed' });
      await desk.team.drain();
      desk.pass(20 * 86_400);
    },
    /** Hides it in the message that begins so, and once more when the sweep looks again. */
    async hides(id: string, words: string | undefined, inText = SECRET): Promise<void> {
      const message = (await messagesOf(desk, id)).find(({ text }) => text.startsWith(inText));
      desk.pass(60);
      await redact(desk, { ...by(id), messageKey: message?.key ?? '', words });
      desk.pass(700);
      await sweep(desk, async () => false);
    },
    async shownTo(reader: string, id: string): Promise<CustomerMessage[]> {
      return conversationFor(await getTicket(desk, id), await messagesOf(desk, id), {
        reader,
        settings: desk.settings,
      });
    },
    sentTo: (reader: string) => JSON.stringify(desk.sent.filter(({ recipient }) => recipient === reader)),
    stored: async (id: string) => JSON.stringify(await messagesOf(desk, id)),
  };
}
