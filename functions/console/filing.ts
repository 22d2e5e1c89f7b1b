import { type Context, Hono } from 'hono';
import { toAddress } from '../../shared/address.ts';
import { fileByAgent } from '../../shared/intake/file-by-agent.ts';
import { priorityTag } from '../../shared/mail/priority-tag.ts';
import { renderToken } from '../../shared/mail/signed/render-token.ts';
import { formatShort } from '../../shared/mail/templates/format-time.ts';
import { PublicError } from '../../shared/public-error.ts';
import { PRIORITIES } from '../../shared/sla/terms.ts';
import { firstClock } from '../../shared/ticket/first-clock.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import type { Filing } from '../../shared/use-cases/file-ticket.ts';
import { answerPage } from '../web/app.ts';
import { lineIn, textIn } from '../web/field-in.ts';
import { openPage } from '../web/open-page.ts';
import type { Problem } from '../web/problems.ts';
import { readFields } from '../web/read-fields.ts';
import { pageWords } from '../web/words/words.ts';
import { instantOf } from './local-instant.ts';
import { filingPage, type TypedFiling } from './pages/filing.ts';
import { refusedIn } from './refused-in.ts';
import type { ConsoleEnv } from './session/signed-in.ts';
import { viewerOf } from './viewer.ts';
import { consoleWords } from './words/words.ts';

const NOTHING: TypedFiling = {
  email: '',
  name: '',
  subject: '',
  body: '',
  channel: 'phone',
  calledAt: '',
  priority: '',
  anyway: false,
};

/** A ticket that an agent files for a customer: a call, or what somebody said. */
export function filingRoutes(desk: Desk): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>();
  app.get('/new', (c) => show(desk, c, { ...NOTHING, email: c.req.query('email') ?? '' }));
  app.post('/new', async (c) => {
    const form = await readFields(c);
    const typed = typedIn(form);
    const { language } = viewerOf(desk, c);
    const token = await openPage(desk, lineIn(form, 'token'));
    const { filing, problems } = await filingOf(desk, c, typed);
    if (!token) problems.push({ field: 'body', message: pageWords(language).file.errors.expired });
    if (!token || !filing || problems.length > 0) return show(desk, c, typed, problems);
    try {
      const source = `console:${c.get('agent').id}:${token.submission}`;
      const { ticket } = await fileByAgent(desk, { agent: c.get('agent'), filing, source });
      return c.redirect(`/console/t/${ticket.id}`, 303);
    } catch (error) {
      if (!(error instanceof PublicError)) throw error;
      const viewer = viewerOf(desk, c);
      const { problems: words } = consoleWords(language).ticket;
      const all = error.errors.length > 0 ? error.errors : [{ field: 'body', message: error.message }];
      // The page's token stands for the key of a program.
      const inWords = all.map((each) =>
        each.field === 'Idempotency-Key' ? { field: 'body', message: words.other } : refusedIn(viewer, each, error),
      );
      return show(desk, c, typed, inWords);
    }
  });
  return app;
}

async function show(
  desk: Desk,
  c: Context<ConsoleEnv>,
  typed: TypedFiling,
  problems: readonly Problem[] = [],
): Promise<Response> {
  const address = toAddress(typed.email);
  const [key = ''] = await desk.secrets.signingKeys();
  const token = renderToken(key, desk.machineNow().toISOString());
  const customer = address === undefined ? undefined : await desk.customers.find(address);
  const page = filingPage({
    viewer: viewerOf(desk, c),
    typed,
    problems,
    token,
    customer,
    isKnownAddress: address !== undefined,
  });
  return answerPage(desk.settings, page, problems.length > 0 ? 422 : 200);
}

function typedIn(form: FormData): TypedFiling {
  return {
    email: lineIn(form, 'email').trim(),
    name: lineIn(form, 'name').trim(),
    subject: lineIn(form, 'subject').trim(),
    body: textIn(form, 'body'),
    channel: form.get('channel') === 'agent' ? 'agent' : 'phone',
    calledAt: lineIn(form, 'calledAt', 40).trim(),
    priority: lineIn(form, 'priority', 1),
    anyway: form.get('anyway') === 'yes',
  };
}

/** What is to be filed, or each field that is wrong. One that is late before it is filed is asked back. */
async function filingOf(
  desk: Desk,
  c: Context<ConsoleEnv>,
  typed: TypedFiling,
): Promise<{ filing?: Filing; problems: Problem[] }> {
  const { language, timeZone } = viewerOf(desk, c);
  const { errors } = pageWords(language).file;
  const { ticket, file: words } = consoleWords(language);
  const problems: Problem[] = [];
  const email = toAddress(typed.email);
  if (email === undefined) problems.push({ field: 'email', message: errors.email });
  if (typed.subject === '') problems.push({ field: 'subject', message: errors.subject });
  if (typed.body === '') problems.push({ field: 'body', message: errors.text });
  const calledAt = typed.calledAt === '' ? undefined : instantOf(typed.calledAt, timeZone);
  if (typed.calledAt !== '' && calledAt === undefined)
    problems.push({ field: 'calledAt', message: ticket.problems.time });
  if (calledAt !== undefined && typed.channel !== 'phone') problems.push({ field: 'calledAt', message: words.noCall });
  if (email === undefined || problems.length > 0) return { problems };
  const priority = PRIORITIES.find((each) => String(each) === typed.priority);
  const start = calledAt ?? desk.now().toISOString();
  const { clock } = firstClock(
    desk.settings,
    await desk.customers.find(email),
    priority ?? priorityTag(typed.subject) ?? desk.settings.defaults.priority,
    start,
  );
  if (clock.deadline < desk.now().toISOString() && !typed.anyway) {
    problems.push({ field: 'anyway', message: words.past(formatShort(clock.deadline, timeZone, language)) });
  }
  const { name, subject, body, channel } = typed;
  const isCall = channel === 'phone' && calledAt !== undefined;
  return {
    filing: { email, name: name || undefined, subject, body, priority, channel, ...(isCall && { calledAt }) },
    problems,
  };
}
