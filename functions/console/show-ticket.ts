import type { Context } from 'hono';
import { renderToken } from '../../shared/mail/signed/render-token.ts';
import { plainWhy } from '../../shared/notify/plain-why.ts';
import { linkMaker } from '../../shared/present/link-maker.ts';
import { presentMessages, presentStory } from '../../shared/present/present-story.ts';
import type { Card } from '../../shared/ticket/card.ts';
import { newestPublic } from '../../shared/ticket/heard.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { readersOf } from '../../shared/ticket/readers.ts';
import { notePresence } from '../../shared/use-cases/note-presence.ts';
import { repliesOf } from '../../shared/use-cases/saved-replies.ts';
import { getTicket } from '../../shared/use-cases/steps/update.ts';
import { answerPage } from '../web/app.ts';
import type { Problem } from '../web/problems.ts';
import { ticketPage } from './pages/ticket/ticket.ts';
import type { Held } from './pages/ticket/view.ts';
import { newsIn } from './presence.ts';
import type { ConsoleEnv } from './session/signed-in.ts';
import { namesOf, viewerOf } from './viewer.ts';
import { DONE, type Done } from './words/ticket-shape.ts';

/** Waiting tickets that are looked at for the next one. */
const MOST_LOOKED_AT = 10;

/** What was sent from the page and not taken. */
export type Again = {
  problems: readonly Problem[];
  held?: Held | undefined;
  /** The fields of the form that was sent. */
  typed?: FormData;
  status: number;
  /** Key of the newest public message on the page that it was sent from. */
  seen?: string;
  /** What to look at, though nothing was wrong. */
  note?: string | undefined;
};

/** The page of a ticket; with `again`, what somebody wrote is in it again, with what was wrong. Throws a 404. */
export async function showTicket(desk: Desk, c: Context<ConsoleEnv>, id: string, again?: Again): Promise<Response> {
  const ticket = await getTicket(desk, id);
  const isWriting = again?.held !== undefined && again.held.text !== '';
  const [conversation, colleagues, replies] = await Promise.all([
    desk.tickets.messages(id),
    orNone(desk, notePresence(desk, { agent: c.get('agent'), ticketId: id, isWriting })),
    orNone(desk, repliesOf(desk, c.get('agent'))),
  ]);
  const done = DONE.find((each) => each === c.req.query('done'));
  const next = done && GOES_ON.includes(done) ? await orNone(desk, nextFor(desk, c.get('agent').id, id)) : [];
  const link = await linkMaker(desk);
  const before = c.req.query('before');
  const story = {
    ...presentStory(ticket, conversation, link),
    ...(before !== undefined && presentMessages(conversation.messages, link, before)),
  };
  // Of an older page: what it shows.
  const shown = new Set(story.messages.map((each) => each.id));
  const seen = newestPublic(conversation.messages.filter((each) => before === undefined || shown.has(each.key))) ?? '';
  const viewer = viewerOf(desk, c);
  const [key = ''] = await desk.secrets.signingKeys();
  const page = ticketPage({
    viewer,
    story,
    names: namesOf(c),
    why: plainWhy({ ...ticket, language: viewer.language }, desk.settings),
    goesTo: readersOf(ticket),
    seen,
    replies,
    colleagues,
    since: ticket.lastPublic.at,
    news: again?.seen === undefined || again.seen === seen ? undefined : newsIn(conversation.messages),
    token: renderToken(key, desk.machineNow().toISOString()),
    outside: new Set(conversation.messages.flatMap(({ key: message, fromOutside }) => (fromOutside ? [message] : []))),
    goesOnFor: (ticket.duplicates ?? []).map((each) => each.ticket),
    done,
    next: next[0],
    problems: [...(again?.problems ?? []), ...(again?.held?.lost ?? [])],
    held: again?.held,
    typed: again?.typed,
    note: again?.note,
  });
  return answerPage(desk.settings, page, again?.status);
}

/** What is done with a ticket for now: the next one is offered. */
const GOES_ON: readonly Done[] = ['answered', 'parked', 'closed', 'snoozed'];

/** Who waits next for a first answer, of those that are nobody's or the agent's own; at most one. */
async function nextFor({ tickets }: Pick<Desk, 'tickets'>, agent: string, id: string): Promise<readonly Card[]> {
  const { cards } = await tickets.list({ state: 'waiting', limit: MOST_LOOKED_AT });
  return cards.filter((card) => card.id !== id && (card.assignee ?? agent) === agent).slice(0, 1);
}

/** What an agent can do without: a ticket is shown, and answered, while that cannot be read. */
async function orNone<T>({ log }: Pick<Desk, 'log'>, read: Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await read;
  } catch (error) {
    log.warn('a ticket is shown without what could not be read beside it', { error });
    return [];
  }
}
