import { Hono } from 'hono';
import * as z from 'zod';
import { elsewhereRoutes } from '../elsewhere/routes.ts';
import { type Service, serve } from '../serve.ts';
import { type Feedback, feedbackOf } from './feedback.ts';
import { sendingLimits } from './limits.ts';
import { mailboxPage } from './page.ts';
import { mailRecords } from './records.ts';
import { answered, SesRefusal } from './refusal.ts';
import { actionOf, readRequest } from './request.ts';
import { type Rules, rulesSchema } from './rules.ts';
import { type Account, takeMail } from './send.ts';
import { isSimulator } from './simulator.ts';
import { sendStatistics } from './statistics.ts';
import { suppress, suppressionRoutes } from './suppression.ts';

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_GetSendQuota.html */
const UNLIMITED = -1;

type Options = {
  port: number;
  region: string;
  rules: Rules;
  /** Address of the mailbox emulator, which keeps what SES took and shows it. */
  mailbox: string;
  /** Hands an event to its topic. */
  publish: (feedback: Feedback) => Promise<unknown>;
  /** Machine time in ms. */
  now?: () => number;
  onError: (error: unknown) => void;
};

/** SES for outgoing mail. `rules` may be changed while it runs. */
export type SesDoor = Service & { rules: Rules };

/**
 * SES's `SendRawEmail` in front of the mailbox: refuses what the service refuses, passes on what it takes, publishes what it
 * reports of it, and says how the account stands. Beside the mailbox page and its API it answers `GET /sent`, `GET /refused` (both JSON, `?since=` ISO, UTC),
 * and `GET` and `PATCH /rules`, by which a person or another process changes what SES refuses. Below `/elsewhere` stands who is told by other ways than mail.
 */
export async function startSes(options: Options): Promise<SesDoor> {
  const { port, region, rules, publish, onError, now = Date.now } = options;
  const account: Account = { rules, region, limits: sendingLimits(rules, now), records: mailRecords() };
  const statistics = sendStatistics(now);
  const publishing = new Set<Promise<unknown>>();

  const send = async (request: Request, body: string): Promise<Response> => {
    const taken = takeMail(account, readRequest(body), new Date(now()).toISOString());
    const stored = await passOn(options.mailbox, request, body);
    if (!stored.ok) throw new SesRefusal('InternalFailure', `The mailbox answered ${stored.status}.`, 500);
    // Mail to the simulator counts for no figure.
    const isCounted = !taken.destinations.every(isSimulator);
    if (isCounted) statistics.tried(taken.destinations.length);
    account.records.shown(taken.messageId, /<MessageId>([^<]+)/.exec(await stored.text())?.[1]);
    const feedback = feedbackOf(rules, taken, region).then((events) => {
      suppress(rules, events);
      if (isCounted) statistics.bounced(events.filter(({ event }) => event.eventType === 'Bounce').length);
      return Promise.all(events.map(publish));
    });
    const published = feedback.catch(onError).finally(() => publishing.delete(published));
    publishing.add(published);
    return answered('SendRawEmail', { MessageId: taken.messageId });
  };
  const answer = async (request: Request): Promise<Response> => {
    const body = await request.text();
    const action = actionOf(body);
    if (action === 'SendRawEmail') return send(request, body);
    if (action === 'GetAccountSendingEnabled') return answered(action, { Enabled: !rules.paused });
    if (action === 'GetSendStatistics') return answered(action, { SendDataPoints: statistics.points() });
    const [Max24HourSend, MaxSendRate] = [rules.perDay ?? UNLIMITED, rules.perSecond ?? UNLIMITED];
    return answered(action, { Max24HourSend, MaxSendRate, SentLast24Hours: account.limits.sentToday() });
  };

  const routes = new Hono();
  routes.post('/', ({ req }) => answer(req.raw));
  routes.get('/sent', ({ req }) => Response.json(account.records.sentSince(req.query('since'))));
  routes.get('/refused', ({ req }) => Response.json(account.records.refusedSince(req.query('since'))));
  routes.get('/rules', () => Response.json(rules));
  routes.patch('/rules', async ({ req }) => {
    const change = rulesSchema.partial().safeParse(await req.json());
    if (!change.success) return new Response(`${z.prettifyError(change.error)}\n`, { status: 400 });
    return Response.json(Object.assign(rules, change.data));
  });
  routes.route('/v2/email/suppression/addresses', suppressionRoutes(rules));
  routes.route('/elsewhere', elsewhereRoutes(now));
  routes.get('/', async ({ req }) => {
    const page = await passOn(options.mailbox, req.raw);
    return new Response(mailboxPage(await page.text()), { headers: { 'content-type': 'text/html; charset=utf-8' } });
  });
  routes.post('/clear-store', ({ req }) => {
    account.records.forgetRefused();
    return passOn(options.mailbox, req.raw, '');
  });
  routes.all('*', async ({ req }) => passOn(options.mailbox, req.raw, await req.text()));
  routes.onError((error) => {
    if (error instanceof SesRefusal) return error.toResponse();
    if (error instanceof SyntaxError) return new Response('The body is no JSON.\n', { status: 400 });
    onError(error);
    return new SesRefusal('InternalFailure', 'Internal failure.', 500).toResponse();
  });

  const service = await serve((request) => routes.fetch(request), port);
  return {
    rules,
    url: service.url,
    close: async () => {
      await service.close();
      await Promise.all(publishing);
    },
  };
}

/** The mailbox emulator's answer to the same request. */
function passOn(mailbox: string, { method, headers, url }: Request, body?: string): Promise<Response> {
  const { pathname, search } = new URL(url);
  const kept = ['authorization', 'content-type'].flatMap((name) => {
    const value = headers.get(name);
    return value === null ? [] : [[name, value] as [string, string]];
  });
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return fetch(new URL(pathname + search, mailbox), { method, headers: kept, ...(hasBody && { body }) });
}
