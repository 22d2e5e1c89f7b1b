import type { Context } from 'hono';
import { renderToken } from '../../shared/mail/signed/render-token.ts';
import { linkMaker } from '../../shared/present/link-maker.ts';
import { presentMessages, presentStory } from '../../shared/present/present-story.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { readersOf } from '../../shared/ticket/readers.ts';
import { newestPublic } from '../../shared/use-cases/steps/claim-answer.ts';
import { getTicket } from '../../shared/use-cases/steps/update.ts';
import { answerPage } from '../web/app.ts';
import type { Problem } from '../web/problems.ts';
import { ticketPage } from './pages/ticket/ticket.ts';
import type { Held } from './pages/ticket/view.ts';
import type { ConsoleEnv } from './session/signed-in.ts';
import { namesOf, viewerOf } from './viewer.ts';
import { DONE } from './words/ticket-shape.ts';

/** What was sent from the page and not taken. */
export type Again = {
  problems: readonly Problem[];
  held?: Held | undefined;
  /** The fields of the form that was sent. */
  typed?: FormData;
  status: number;
};

/** The page of a ticket; with `again`, what somebody wrote is in it again, with what was wrong. Throws a 404. */
export async function showTicket(desk: Desk, c: Context<ConsoleEnv>, id: string, again?: Again): Promise<Response> {
  const ticket = await getTicket(desk, id);
  const conversation = await desk.tickets.messages(id);
  const link = await linkMaker(desk);
  const before = c.req.query('before');
  const story = {
    ...presentStory(ticket, conversation, link),
    ...(before !== undefined && presentMessages(conversation.messages, link, before)),
  };
  const [key = ''] = await desk.secrets.signingKeys();
  const page = ticketPage({
    viewer: viewerOf(desk, c),
    story,
    names: namesOf(c),
    goesTo: readersOf(ticket),
    seen: newestPublic(conversation.messages) ?? '',
    token: renderToken(key, desk.machineNow().toISOString()),
    outside: new Set(conversation.messages.flatMap(({ key: message, fromOutside }) => (fromOutside ? [message] : []))),
    done: DONE.find((each) => each === c.req.query('done')),
    problems: [...(again?.problems ?? []), ...(again?.held?.lost ?? [])],
    held: again?.held,
    typed: again?.typed,
  });
  return answerPage(desk.settings, page, again?.status);
}
