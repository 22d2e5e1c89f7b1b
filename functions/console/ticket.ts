import { type Context, Hono } from 'hono';
import { PublicError } from '../../shared/public-error.ts';
import type { RefusalCode } from '../../shared/refusals.ts';
import { newestPublic } from '../../shared/ticket/heard.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { AnswerOvertaken } from '../../shared/use-cases/steps/claim-answer.ts';
import { getTicket } from '../../shared/use-cases/steps/update.ts';
import { ticketId } from '../http/ticket-id.ts';
import { lineIn } from '../web/field-in.ts';
import type { Problem } from '../web/problems.ts';
import { readFields } from '../web/read-fields.ts';
import { giveReply, insertReply } from './insert-reply.ts';
import { layoutOf } from './layout.ts';
import { tellPresence } from './presence.ts';
import { refusedIn } from './refused-in.ts';
import type { ConsoleEnv } from './session/signed-in.ts';
import { showTicket } from './show-ticket.ts';
import { ACTIONS, type Action, MESSAGE_ACTIONS } from './ticket-actions.ts';
import { viewerOf } from './viewer.ts';
import { consoleWords } from './words/words.ts';
import { done, heldIn, write } from './write.ts';

/** A ticket's page and all that is done from it, each by a form of its own: nothing needs a script. */
export function ticketRoutes(desk: Desk): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>();
  app.get('/:id', (c) => showTicket(desk, c, ticketId(c)));
  app.get('/:id/m/:key/layout', (c) => layoutOf(desk, c));
  app.post('/:id/messages', (c) => orSay(desk, c, () => write(desk, c)));
  app.get('/:id/reply', (c) => giveReply(desk, c));
  app.post('/:id/reply', (c) => insertReply(desk, c));
  app.post('/:id/presence', (c) => tellPresence(desk, c));
  for (const [name, action] of Object.entries(ACTIONS)) {
    app.post(`/:id/${name}`, (c) => orSay(desk, c, () => run(desk, c, action)));
  }
  for (const [name, { act, done: what }] of Object.entries(MESSAGE_ACTIONS)) {
    app.post(`/:id/m/:key/${name}`, (c) => {
      const key = c.req.param('key').toUpperCase();
      return orSay(desk, c, () => run(desk, c, { act: (...given) => act(...given, key), done: what }));
    });
  }
  return app;
}

async function run(desk: Desk, c: Context<ConsoleEnv>, action: Action): Promise<Response> {
  const { act, done: what, needsSeen = false } = action;
  const form = await readFields(c);
  const { timeZone } = viewerOf(desk, c);
  // Before what there is is looked at: what comes in between is taken in by nobody.
  const by = { ticketId: ticketId(c), agent: c.get('agent'), at: desk.now().toISOString(), timeZone };
  if (needsSeen) await requireSeen(desk, c, form);
  const field = (name: string) => lineIn(form, name).trim();
  if (typeof what === 'string') {
    await act(desk, by, field);
    return done(c, what);
  }
  const before = await getTicket(desk, by.ticketId);
  await act(desk, by, field);
  return done(c, what(before, await getTicket(desk, by.ticketId)));
}

/**
 * Refuses (409) what is to be done only by who has seen all that was written, where somebody has since the page was shown: put out of sight nobody would
 * have read it, and taken in it would be believed unread.
 */
async function requireSeen(desk: Desk, c: Context<ConsoleEnv>, form: FormData): Promise<void> {
  const seen = form.get('seen');
  if (seen === null) return;
  const { messages } = await desk.tickets.messages(ticketId(c));
  if ((newestPublic(messages) ?? '') === seen) return;
  throw new PublicError(409, 'The change is refused.', [{ field: 'seen', message: 'somebody wrote meanwhile' }]);
}

/** What the API calls so is asked on the page in these fields; all else has one name. */
const FIELD_ON_PAGE: Readonly<Record<string, string>> = {
  'requester.address': 'requester',
  state: 'closeAs',
  snoozedUntil: 'days',
  givenByPhone: 'byPhone',
  'givenByPhone.at': 'byPhone',
};

/** What has a name there that another field of the page has. */
const FIELD_OF_CODE: { readonly [code in RefusalCode]?: string } = { closeReason: 'closeAs', closeOthers: 'closeAs' };

/**
 * Why a change is refused, in the agent's language; what has no code is said in English, as by the API and by mail. That somebody wrote meanwhile, or reads
 * along now, is no wrong field: it leads to the text. What is wrong with one message leads to that.
 */
function inWords(desk: Desk, c: Context<ConsoleEnv>, problem: Problem, error: PublicError): Problem {
  const viewer = viewerOf(desk, c);
  const { compose, problems } = consoleWords(viewer.language).ticket;
  if (error instanceof AnswerOvertaken && error.isUnderWay) return { field: 'text', message: compose.underWay };
  if (problem.field === 'seen') return { field: 'text', message: compose.overtaken };
  if (problem.field === 'readers') return { field: 'text', message: problems.readers };
  const key = c.req.param('key');
  const asked = (error.why && FIELD_OF_CODE[error.why.code]) ?? FIELD_ON_PAGE[problem.field] ?? problem.field;
  return refusedIn(viewer, { ...problem, field: key === undefined ? asked : `m-${key.toUpperCase()}` }, error);
}

/** Does what a form asks, or shows the ticket again with what was wrong, and all that was written. */
async function orSay(desk: Desk, c: Context<ConsoleEnv>, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    // What there is no ticket for is a page of its own.
    if (!(error instanceof PublicError) || error.status === 404) throw error;
    const { errors, message, status } = error;
    const problems = (errors.length > 0 ? errors : [{ field: 'text', message }]).map((each) =>
      inWords(desk, c, each, error),
    );
    const typed = await readFields(c);
    const held = heldIn(typed, viewerOf(desk, c).language);
    return showTicket(desk, c, ticketId(c), { problems, held, typed, status });
  }
}
