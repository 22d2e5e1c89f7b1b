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
import { answerPage } from '../web/app.ts';
import { lineIn, textIn } from '../web/field-in.ts';
import { openPage } from '../web/open-page.ts';
import type { Problem } from '../web/problems.ts';
import { readFields } from '../web/read-fields.ts';
import { pageWords } from '../web/words/words.ts';
import { repliesPage } from './pages/replies.ts';
import { replyPage, type TypedReply } from './pages/reply-form.ts';
import { type Offered, repliesOf, storedOf } from './replies-of.ts';
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
  app.post('/replies', (c) => save(desk, c, undefined));
  app.post('/replies/:owner/:id', async (c) => save(desk, c, { is: await found(desk, c) }));
  app.post('/replies/:owner/:id/remove', (c) => remove(desk, c));
  return app;
}

/** The reply that an address names: of who is signed in, or the team's. */
async function found(desk: Desk, c: Ctx): Promise<Offered | undefined> {
  const { owner, id } = c.req.param();
  return (await repliesOf(desk, c.get('agent'))).find((each) => each.owner === owner && each.id === id);
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

/** Adds what a form says, or puts it in place of what `before` is; `before.is` undefined: somebody removed that meanwhile. */
async function save(desk: Desk, c: Ctx, before: { is: Offered | undefined } | undefined): Promise<Response> {
  const form = await readFields(c);
  const typed = typedIn(form);
  const { language } = viewerOf(desk, c);
  const { problems: words } = consoleWords(language).replies;
  const token = await openPage(desk, lineIn(form, 'token'));
  const problems = problemsOf(typed, c, desk);
  if (!token) problems.push({ field: 'text', message: pageWords(language).file.errors.expired });
  const reply = before?.is;
  if (!token || problems.length > 0) return show(desk, c, { typed, reply, problems, status: 422 });
  const again = (message: string) =>
    show(desk, c, {
      typed: { ...typed, version: reply?.version ?? 0 },
      reply,
      problems: [{ field: 'text', message }],
      status: 409,
    });
  if (before && !reply) return again(words.gone);
  if (reply && reply.version !== typed.version) return again(words.overtaken);
  if (reply?.owner === typed.owner) {
    const { owner, ...after } = typed;
    const isDone = await desk.savedReplies.change(storedOf(owner, c.get('agent')), { id: reply.id, ...after });
    return isDone ? done(c, 'changed') : save(desk, c, { is: await found(desk, c) });
  }
  return add(desk, c, { typed, reply, id: token.submission });
}

/** A reply that is new where it goes. One that goes to another owner is there before it is gone here: of what breaks off in between are two. */
async function add(desk: Desk, c: Ctx, { typed, reply, id }: Shown & { id: string }): Promise<Response> {
  const owner = storedOf(typed.owner, c.get('agent'));
  const { name, language, text } = typed;
  const others = await desk.savedReplies.of(owner);
  const there = others.find((each) => each.id === id);
  if (there && (there.name !== name || there.language !== language || there.text !== text)) {
    const { problems: words } = consoleWords(viewerOf(desk, c).language).ticket;
    return show(desk, c, { typed, reply, problems: [{ field: 'text', message: words.other }], status: 409 });
  }
  if (!there && others.length >= MOST_REPLIES) {
    const { problems: words } = consoleWords(viewerOf(desk, c).language).replies;
    const problems = [{ field: 'owner', message: words.full(MOST_REPLIES) }];
    return show(desk, c, { typed, reply, problems, status: 422 });
  }
  await desk.savedReplies.add(owner, { id, name, language, text });
  if (!reply) return done(c, 'added');
  await desk.savedReplies.remove(storedOf(reply.owner, c.get('agent')), reply, desk.machineNow().toISOString());
  return done(c, 'changed');
}

/** Takes away what its page showed. What a colleague changed meanwhile is shown first; what is gone is gone. */
async function remove(desk: Desk, c: Ctx): Promise<Response> {
  const version = Number(lineIn(await readFields(c), 'version', 12));
  const reply = await found(desk, c);
  if (!reply) return done(c, 'removed');
  const at = desk.machineNow().toISOString();
  const owner = storedOf(reply.owner, c.get('agent'));
  if (await desk.savedReplies.remove(owner, { id: reply.id, version }, at)) return done(c, 'removed');
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
