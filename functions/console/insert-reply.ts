import type { Context } from 'hono';
import { PublicError } from '../../shared/public-error.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { filledIn, fillingOf } from '../../shared/ticket/saved-reply.ts';
import { repliesOf } from '../../shared/use-cases/saved-replies.ts';
import { getTicket } from '../../shared/use-cases/steps/update.ts';
import { ticketId } from '../http/ticket-id.ts';
import { lineIn } from '../web/field-in.ts';
import { readFields } from '../web/read-fields.ts';
import { nameOfReply } from './replies-of.ts';
import type { ConsoleEnv } from './session/signed-in.ts';
import { showTicket } from './show-ticket.ts';
import { viewerOf } from './viewer.ts';
import { consoleWords } from './words/words.ts';
import { heldIn } from './write.ts';

/** A saved reply, filled in from the ticket, as text alone: what the page's script puts into the answer. Throws a 404. */
export async function giveReply(desk: Desk, c: Context<ConsoleEnv>): Promise<Response> {
  const text = await chosen(desk, c, c.req.query('reply') ?? '');
  if (text === undefined) throw new PublicError(404, 'There is no such reply.');
  return c.text(text);
}

/** The ticket's page again, with a saved reply below what was typed, filled in. Nothing is sent, and all else that the form held is kept. */
export async function insertReply(desk: Desk, c: Context<ConsoleEnv>): Promise<Response> {
  const form = await readFields(c);
  const held = heldIn(form, viewerOf(desk, c).language);
  const seen = lineIn(form, 'seen');
  const { problems: words } = consoleWords(viewerOf(desk, c).language).replies;
  const reply = await chosen(desk, c, lineIn(form, 'reply'));
  if (reply === undefined) {
    const problems = [{ field: 'reply', message: words.nothingChosen }];
    return showTicket(desk, c, ticketId(c), { held, seen, problems, status: 422 });
  }
  const text = [held.text, reply].filter((each) => each !== '').join('\n\n');
  // What was chosen there a browser does not choose again by itself.
  const lost = held.lost.map(({ message }) => message);
  const note = lost.length > 0 ? [words.filesAgain, ...lost].join(' ') : undefined;
  return showTicket(desk, c, ticketId(c), { held: { ...held, text, lost: [] }, seen, note, problems: [], status: 200 });
}

async function chosen(desk: Desk, c: Context<ConsoleEnv>, name: string): Promise<string | undefined> {
  const agent = c.get('agent');
  const [ticket, replies] = await Promise.all([getTicket(desk, ticketId(c)), repliesOf(desk, agent)]);
  const reply = replies.find((each) => nameOfReply(each) === name);
  return reply && filledIn(reply.text, fillingOf(ticket, agent, reply.language));
}
