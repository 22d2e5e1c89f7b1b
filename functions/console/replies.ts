import { type Context, Hono } from 'hono';
import { LANGUAGES } from '../../shared/language.ts';
import { renderToken } from '../../shared/mail/signed/render-token.ts';
import { PublicError } from '../../shared/public-error.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import {
  MOST_OF_REPLY,
  MOST_REPLIES,
  OWNERS,
  PLACEHOLDERS,
  unknownPlaceholders,
} from '../../shared/ticket/saved-reply.ts';
import {
  addReply,
  changeReply,
  findReply,
  type Offered,
  removeReply,
  repliesOf,
} from '../../shared/use-cases/saved-replies.ts';
import { answerPage } from '../web/app.ts';
import { lineIn, textIn } from '../web/field-in.ts';
import { openPage } from '../web/open-page.ts';
import type { Problem } from '../web/problems.ts';
import { readFields } from '../web/read-fields.ts';
import { pageWords } from '../web/words/words.ts';
import { repliesPage } from './pages/replies.ts';
import { replyPage, type TypedReply } from './pages/reply-form.ts';
import type { ConsoleEnv } from './session/signed-in.ts';
import { viewerOf } from './viewer.ts';
import { REPLY_DONE, type ReplyDone } from './words/replies-shape.ts';
import { consoleWords } from './words/words.ts';

type Ctx = Context<ConsoleEnv>;

/** Saved replies: an agent's own, and the team's. Nothing is sent from here. */
export function repliesRoutes(desk: Desk): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>();
  app.get('/replies', async (c) => {
    const done = REPLY_DONE.find((each) => each === c.req.query('done'));
    const replies = await repliesOf(desk, c.get('agent'));
    return answerPage(desk.settings, repliesPage({ viewer: viewerOf(desk, c), replies, done }));
  });
  app.get('/replies/new', (c) => {
    const language = LANGUAGES.find((each) => each === c.req.query('for')) ?? viewerOf(desk, c).language;
    return show(desk, c, { typed: { name: '', language, text: '', owner: 'agent', version: 0 } });
  });
  app.get('/replies/:owner/:id', async (c) => {
    const reply = await found(desk, c);
    if (!reply) throw new PublicError(404, 'There is no such reply.');
    return show(desk, c, { typed: reply, reply });
  });
  app.post('/replies', (c) => save(desk, c, { isNew: true }));
  app.post('/replies/:owner/:id', (c) => save(desk, c, { isNew: false }));
  app.post('/replies/:owner/:id/remove', (c) => remove(desk, c));
  return app;
}

/** The reply that an address names: of who is signed in, or the team's. */
function found(desk: Desk, c: Ctx): Promise<Offered | undefined> {
  const { owner = '', id = '' } = c.req.param();
  return findReply(desk, c.get('agent'), { owner, id });
}

type Shown = {
  typed: TypedReply;
  /** What is saved now; undefined: it is new, or not there any more. */
  reply?: Offered | undefined;
  problems?: readonly Problem[];
  status?: number;
};

async function show(desk: Desk, c: Ctx, { typed, reply, problems = [], status = 200 }: Shown): Promise<Response> {
  const [key = ''] = await desk.secrets.signingKeys();
  const token = renderToken(key, desk.machineNow().toISOString());
  return answerPage(desk.settings, replyPage({ viewer: viewerOf(desk, c), typed, reply, problems, token }), status);
}

/** Adds what a form says, or puts it in place of the one that its address names. */
async function save(desk: Desk, c: Ctx, { isNew }: { isNew: boolean }): Promise<Response> {
  const form = await readFields(c);
  const typed = typedIn(form);
  const { language } = viewerOf(desk, c);
  const token = await openPage(desk, lineIn(form, 'token'));
  const problems = problemsOf(typed, c, desk);
  if (!token) problems.push({ field: 'text', message: pageWords(language).file.errors.expired });
  if (!token || problems.length > 0)
    return show(desk, c, { typed, reply: await found(desk, c), problems, status: 422 });
  const { version, ...to } = typed;
  const agent = c.get('agent');
  if (isNew) return saved(desk, c, typed, await addReply(desk, agent, { ...to, id: token.submission }));
  const { owner = '', id = '' } = c.req.param();
  const at = desk.machineNow().toISOString();
  const change = { from: { owner, id }, version, to, newId: token.submission, at };
  return saved(desk, c, typed, await changeReply(desk, agent, change));
}

type Kept = Awaited<ReturnType<typeof changeReply>>;

/** The list, or the form again with all that was typed, beside what is saved now. */
async function saved(desk: Desk, c: Ctx, typed: TypedReply, kept: Kept): Promise<Response> {
  if (kept === 'done') return done(c, c.req.param('id') === undefined ? 'added' : 'changed');
  const reply = await found(desk, c);
  const { ticket, replies } = consoleWords(viewerOf(desk, c).language);
  const again = (problem: Problem, status: number, version = typed.version) =>
    show(desk, c, { typed: { ...typed, version }, reply, problems: [problem], status });
  if (kept === 'full') return again({ field: 'owner', message: replies.problems.full(MOST_REPLIES) }, 422);
  if (kept === 'other') return again({ field: 'text', message: ticket.problems.other }, 409);
  return again({ field: 'text', message: replies.problems[kept] }, 409, reply?.version ?? 0);
}

/** Takes away what its page showed. What a colleague changed meanwhile is shown first; what is gone is gone. */
async function remove(desk: Desk, c: Ctx): Promise<Response> {
  const version = Number(lineIn(await readFields(c), 'version', 12));
  const { owner = '', id = '' } = c.req.param();
  const at = desk.machineNow().toISOString();
  if ((await removeReply(desk, c.get('agent'), { owner, id, version, at })) === 'done') return done(c, 'removed');
  const reply = await found(desk, c);
  if (!reply) return done(c, 'removed');
  const { problems: words } = consoleWords(viewerOf(desk, c).language).replies;
  const problems = [{ field: 'text', message: words.overtakenRemoving }];
  return show(desk, c, { typed: reply, reply, problems, status: 409 });
}

function done(c: Ctx, what: ReplyDone): Response {
  return c.redirect(`/console/replies?done=${what}`, 303);
}

function typedIn(form: FormData): TypedReply {
  return {
    name: lineIn(form, 'name').trim(),
    language: LANGUAGES.find((each) => each === form.get('language')) ?? 'en',
    text: textIn(form, 'text'),
    owner: OWNERS.find((each) => each === form.get('owner')) ?? 'agent',
    version: Number(lineIn(form, 'version', 12)) || 0,
  };
}

function problemsOf({ name, text }: TypedReply, c: Ctx, desk: Desk): Problem[] {
  const { language } = viewerOf(desk, c);
  const { problems: words } = consoleWords(language).replies;
  const { errors } = pageWords(language).file;
  const problems: Problem[] = [];
  if (name === '') problems.push({ field: 'name', message: words.noName });
  if (name.length > MOST_OF_REPLY.name) problems.push({ field: 'name', message: words.longName(MOST_OF_REPLY.name) });
  if (text === '') problems.push({ field: 'text', message: words.noText });
  if (text.length > MOST_OF_REPLY.text)
    problems.push({ field: 'text', message: errors.textTooLong(MOST_OF_REPLY.text) });
  const unknown = unknownPlaceholders(text);
  const known = PLACEHOLDERS.map((each) => `{{${each}}}`).join(', ');
  if (unknown.length > 0) problems.push({ field: 'text', message: words.unknown(unknown.join(', '), known) });
  return problems;
}
