import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { newWebhookKey } from '../../../shared/forms/webhook-key.ts';
import { makeTarget } from '../../../shared/targets/make-target.ts';
import { isStale, notificationOf } from '../../../shared/targets/notification.ts';
import { KINDS, type Kind } from '../../../shared/targets/stored-target.ts';
import type { HttpCall, Notification } from '../../../shared/targets/target.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { deskOf, waitingTicket } from '../../support/stories.ts';
import { eventOf } from '../../support/told.ts';
import { pagerDutyVendor } from '../../support/vendors/pager-duty.ts';
import { slackVendor } from '../../support/vendors/slack.ts';
import { standardWebhooksVendor } from '../../support/vendors/standard-webhooks.ts';
import { teamsVendor } from '../../support/vendors/teams.ts';
import type { Vendor } from '../../support/vendors/vendor.ts';

const secret = newWebhookKey();
const url = 'https://hooks.example/T0/B0/xyz';
const SECRETS: Record<Kind, unknown> = {
  slack: { url },
  teams: { url },
  'pager-duty': { key: '0123456789abcdef0123456789abcdef' },
  webhook: { url, secrets: [newWebhookKey(), secret] },
  mail: { to: 'night@rossi.example' },
};
const VENDORS: Record<Exclude<Kind, 'mail'>, Vendor> = {
  slack: slackVendor,
  teams: teamsVendor,
  'pager-duty': pagerDutyVendor,
  webhook: standardWebhooksVendor(secret),
};
const OVER_HTTP = Object.keys(VENDORS) as (keyof typeof VENDORS)[];

const desk = deskOf();
let ticket: Ticket;
beforeAll(async () => {
  ticket = await waitingTicket(desk, { priority: 1 });
});

const late = new Date('2026-11-30T10:00:00.000Z');

function said(event = eventOf(), change: Partial<Ticket> = {}, now = late): Notification {
  return notificationOf(event, { ...ticket, ...change }, { settings: desk.settings, language: 'en', now });
}

const staleness = ({ event, ticket }: Notification) => isStale(event.type, ticket);

function callOf(kind: Kind, notification: Notification): HttpCall | undefined {
  const made = makeTarget(kind, SECRETS[kind]);
  if ('why' in made) throw new Error(made.why);
  return made.target.call(notification, new Date()) as HttpCall | undefined;
}

function heard(kind: keyof typeof VENDORS, { body, headers }: HttpCall) {
  return VENDORS[kind]({ body, headers });
}

describe.each(OVER_HTTP)('%s', (kind) => {
  it('takes what happened to a ticket', () => {
    const call = callOf(kind, said());
    expect(call && heard(kind, call)).toMatchObject({ status: expect.toSatisfy((status: number) => status < 300) });
  });

  it('takes whatever a customer writes, and whatever it is called, at any length', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.constantFrom('', '<!channel>', '\u0000', '\ud800', '💥'.repeat(9_000), '&'.repeat(9_000), '"\\'.repeat(9_000)),
    );
    fc.assert(
      fc.property(hostile, hostile, (subject, name) => {
        const customer = { ...ticket.customer, id: 'x', name } as Ticket['customer'];
        const call = callOf(kind, said(eventOf(), { subject, customer }));
        const { status, said: why } = call ? heard(kind, call) : { status: 0, said: 'no call' };
        expect(status, why).toBeLessThan(300);
      }),
      { seed: 15, numRuns: 200 },
    );
  });
});

describe('what a customer writes', () => {
  const subject =
    '<!channel> <@U1> *now* [click](https://evil.example) <at>all</at> {{DATE(2026)}} <https://evil.example|x>';

  it('mentions nobody and links nowhere in Slack: it is plain text', () => {
    const { blocks, text } = JSON.parse(callOf('slack', said(eventOf(), { subject }))?.body ?? '');
    expect(blocks[1].text).toEqual({ type: 'plain_text', emoji: false, text: subject });
    expect(blocks[0].text.text).not.toContain('evil');
    expect(text).not.toContain('evil');
  });

  it('is no Markdown in Teams, and neither is a name of a customer', () => {
    const named = { subject, customer: { ...ticket.customer, id: 'x', name: subject } as Ticket['customer'] };
    const { attachments } = JSON.parse(callOf('teams', said(eventOf(), named))?.body ?? '');
    const [title, text, { facts }] = attachments[0].content.body;
    expect(title.text).not.toContain('evil');
    expect(text.inlines).toEqual([{ type: 'TextRun', text: subject }]);
    const { value } = facts.find((fact: { title: string }) => fact.title === 'Customer');
    expect(value).toContain('‹at›all');
    expect(value).toContain('\\[click\\]\\(https://evil.example\\)');
    expect(value).not.toMatch(/<|\{\{/);
  });

  it('is one line, with nothing unseen that steers it', () => {
    const { blocks } = JSON.parse(callOf('slack', said(eventOf(), { subject: 'a\u202eb\r\nc\u0007' }))?.body ?? '');
    expect(blocks[1].text.text).toBe('a b c');
  });

  it('does not go to a webhook, which asks the API for it', () => {
    expect(callOf('webhook', said(eventOf(), { subject: 'Top secret' }))?.body).not.toContain('Top secret');
  });
});

describe('PagerDuty', () => {
  const event = (notification: Notification) => JSON.parse(callOf('pager-duty', notification)?.body ?? 'null');
  const key = () => `support-desk/${ticket.id}`;

  it('has an incident from the breach to the first response, or to the end of the ticket', () => {
    expect(event(said(eventOf('breached')))).toMatchObject({ event_action: 'trigger', dedup_key: key() });
    expect(event(said(eventOf('escalated')))).toMatchObject({ event_action: 'trigger', dedup_key: key() });
    for (const type of ['responded', 'closed'] as const) {
      expect(event(said(eventOf(type), { state: 'answered' }))).toMatchObject({
        event_action: 'resolve',
        dedup_key: key(),
      });
    }
  });

  it('has it again when a clock runs again that is overdue', () => {
    expect(event(said(eventOf('reopened')))).toMatchObject({ event_action: 'trigger' });
    expect(event(said(eventOf('undelivered')))).toMatchObject({ event_action: 'trigger' });
    expect(event(said(eventOf('reopened'), {}, new Date(ticket.clock.start)))).toBeNull();
  });

  it('hears of nothing else', () => {
    for (const type of ['opened', 'warned', 'prioritized', 'assigned', 'retimed', 'unresponsive'] as const) {
      expect(event(said(eventOf(type)))).toBeNull();
    }
  });

  it('is told of the priority by the severity', () => {
    const severity = (priority: Ticket['priority']) => event(said(eventOf(), { priority })).payload.severity;
    expect(([1, 2, 3, 4] as const).map(severity)).toEqual(['critical', 'error', 'warning', 'info']);
  });
});

describe('a webhook', () => {
  it('carries the event as it is, signed by each secret, with an id that is the event’s and has no dot', () => {
    const { body, headers } = callOf('webhook', said()) as HttpCall;
    expect(JSON.parse(body)).toEqual({
      type: 'ticket.breached',
      timestamp: '2026-11-30T10:00:00.000Z',
      data: { ...eventOf(), link: said().ticket.link },
    });
    expect(headers['webhook-id']).toBe('T-4F7K2M9Q_7_8');
    expect(headers['webhook-signature']?.split(' ')).toHaveLength(2);
  });
});

describe('what is told', () => {
  it('is in the language of the target', () => {
    const { title, facts } = notificationOf(eventOf(), ticket, { settings: desk.settings, language: 'it', now: late });
    expect(title).toBe(`${ticket.id}: Scaduto, nessuno ha risposto in tempo`);
    expect(facts.map(({ value }) => value)).toContain('lunedì 30 novembre 2026, 11:00 (Europe/Rome, UTC+1)');
  });

  it('is stale when it asks for what was done meanwhile; that it was done never is', () => {
    const answered = { state: 'answered' } as const;
    expect(
      (['opened', 'warned', 'breached', 'escalated', 'reopened', 'undelivered'] as const).map((type) =>
        staleness(said(eventOf(type), answered)),
      ),
    ).not.toContain(false);
    expect(
      (['responded', 'closed', 'assigned', 'unresponsive'] as const).map((type) =>
        staleness(said(eventOf(type), answered)),
      ),
    ).not.toContain(true);
    expect(staleness(said())).toBe(false);
  });
});

describe('a secret that cannot be used', () => {
  it.each([
    ['slack', { url: 'hooks.slack.com/x-secret' }],
    ['pager-duty', { key: 'too-short-secret' }],
    ['webhook', { url, secrets: ['whsec_secret'] }],
    ['webhook', { url, secrets: [] }],
    ['mail', { to: 'secret' }],
    ['teams', undefined],
  ] as const)('is named by its part and never quoted: %s', (kind, value) => {
    const made = makeTarget(kind, value);
    expect(made).toEqual({ why: expect.any(String) });
    expect('why' in made && made.why).not.toContain('secret_');
    expect(JSON.stringify(made)).not.toContain('-secret');
  });

  it('has a shape for every kind', () => {
    expect(KINDS.map((kind) => 'target' in makeTarget(kind, SECRETS[kind]))).not.toContain(false);
  });
});
