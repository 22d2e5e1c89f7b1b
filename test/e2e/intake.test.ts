import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningDesk, startDesk } from './support/desk.ts';
import { waitFor } from './support/wait-for.ts';

let desk: RunningDesk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(async () => {
  expect(await desk.stop()).toBe(0);
});

const json = async (response: Response) => (await response.json()) as Record<string, unknown>;
const story = async (id: string) => (await json(await desk.api(`/api/tickets/${id}`))) as unknown as Story;
type Story = {
  state: string;
  respondBy: string;
  plan: string;
  firstResponse: { by: string; met: boolean } | null;
  messages: {
    author: string;
    text: string;
    warnings: string[];
    attachments: { filename: string; size: number; url: string }[];
  }[];
  trail: { action: string; by: string }[];
};

describe('a mail', () => {
  it('of a known customer is acknowledged in their language, with priority and deadline', async () => {
    await desk.mail({
      from: 'Anna Rossi <anna@rossi.example>',
      login: 'anna@rossi.example',
      subject: '[P1] Porta bloccata',
      text: 'Da stamattina non entra nessuno.',
    });
    const ticket = await desk.ticket('Porta bloccata');
    expect(ticket).toMatchObject({ priority: 1, state: 'waiting' });
    const acknowledgement = await desk.received('anna@rossi.example', ({ subject }) => subject.includes(ticket.id));
    expect(acknowledgement.subject).toBe(`Re: [P1] Porta bloccata [${ticket.id}]`);
    expect(acknowledgement.body.text).toContain('(Europe/Rome, UTC+');
    expect(acknowledgement.body.text).toContain('Risposta entro');
    expect(acknowledgement.body.html).toContain(ticket.id);
  });

  it('of a stranger is acknowledged without a word of theirs', async () => {
    await desk.mail({ from: 'eve@evil.example', subject: 'Buy cheap doors', text: 'Visit doors.example now' });
    const ticket = await desk.ticket('Buy cheap doors');
    const { subject, body } = await desk.received('eve@evil.example');
    expect(subject).toContain(ticket.id);
    expect(`${subject} ${body.text} ${body.html}`).not.toMatch(/cheap|doors\.example/);
  });

  it('keeps its attachments, also when it is larger than one upload takes', async () => {
    const content = randomBytes(15_000_000);
    await desk.mail({
      from: 'anna@rossi.example',
      subject: 'Fifteen megabytes',
      text: 'See the file.',
      attachments: [{ filename: 'screen recording.mp4', content }],
    });
    const ticket = await desk.ticket('Fifteen megabytes');
    const message = await waitFor('the message', async () => (await story(ticket.id)).messages[0]);
    expect(message.attachments).toMatchObject([{ filename: 'screen recording.mp4', size: 15_000_000 }]);
    const link = await fetch(String(message.attachments[0]?.url), { redirect: 'manual' });
    const address = new URL(link.headers.get('location') ?? '');
    const disposition = address.searchParams.get('response-content-disposition');
    expect(disposition).toBe("attachment; filename*=UTF-8''screen%20recording.mp4");
    const file = await fetch(address);
    expect(Buffer.from(await file.arrayBuffer()).equals(content)).toBe(true);
  });

  it('that nobody can read is a ticket with the raw mail attached', async () => {
    const boundary = 'Content-Type: multipart/mixed; boundary="x"';
    const parts = Array.from({ length: 1200 }, (_, index) => `--x\r\nContent-Type: text/plain\r\n\r\npart ${index}`);
    const raw = ['From: odd@machine.example', 'Subject: Odd mail', boundary, '', ...parts, '--x--'].join('\r\n');
    await desk.mail({ raw, envelope: { from: 'odd@machine.example', to: desk.running.supportAddress } });
    const ticket = await desk.ticket('Odd mail');
    const message = await waitFor('the message', async () => (await story(ticket.id)).messages[0]);
    expect(message.attachments).toMatchObject([{ filename: 'message.eml' }]);
  });

  it('to somebody else is refused at the door', async () => {
    await expect(desk.mail({ from: 'a@b.example', to: 'other@elsewhere.example', text: 'x' })).rejects.toThrow('550');
  });
});

describe('an unwelcome mail', () => {
  it('is quarantined, seen by agents, and a ticket once one of them lets it out', async () => {
    const gtube = 'XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X';
    await desk.mail({ from: 'sam@spam.example', subject: 'Not so cheap', text: gtube });
    const entry = await waitFor('the quarantined mail', async () => {
      const { entries } = (await (await desk.api('/api/quarantine')).json()) as { entries: QuarantineEntry[] };
      return entries.find(({ subject }) => subject === 'Not so cheap');
    });
    expect(entry).toMatchObject({ reason: 'spam', state: 'held', from: 'sam@spam.example' });
    expect((await desk.api(`/api/quarantine/${entry.id}/release`, { method: 'POST' })).status).toBe(200);
    expect(await desk.ticket('Not so cheap')).toMatchObject({ state: 'waiting' });
  });
});
type QuarantineEntry = { id: string; subject: string };

describe('a conversation by mail', () => {
  it('an agent answers the notice, the customer gets it, writes again, and it stays one ticket', async () => {
    await desk.mail({
      from: 'bob@stranger.example',
      login: 'bob@stranger.example',
      subject: 'Lamp',
      text: 'It is dark.',
    });
    const ticket = await desk.ticket('Lamp');
    const notice = await desk.received('luca@team.example', ({ subject }) => subject.includes(ticket.id));

    // Somebody else who got hold of the notice: nothing stops.
    await desk.mail({
      from: 'luca@team.example',
      to: notice.replyTo[0] as string,
      subject: 'Re: Lamp',
      text: 'Go away.',
    });
    await waitFor('the unproved answer on the ticket', async () => {
      const { messages } = await story(ticket.id);
      return messages.find(({ author }) => author === 'unverified');
    });
    expect((await story(ticket.id)).state).toBe('waiting');

    await desk.mail({
      from: 'Luca <luca@team.example>',
      login: 'luca@team.example',
      to: notice.replyTo[0] as string,
      subject: `Re: ${notice.subject}`,
      text: `Change the bulb.\n\nOn Monday the desk wrote:\n${notice.body.text?.replace(/^/gm, '> ')}`,
    });
    const answer = await desk.received(
      'bob@stranger.example',
      ({ body }) => body.text?.includes('Change the bulb') === true,
    );
    expect(answer.body.text).not.toContain('##-');
    const answered = await waitFor('the ticket to be answered', async () => {
      const current = await story(ticket.id);
      return current.state === 'answered' ? current : undefined;
    });
    expect(answered.firstResponse).toMatchObject({ by: 'agent:luca', met: true });

    await desk.mail({
      from: 'bob@stranger.example',
      to: answer.replyTo[0] as string,
      subject: answer.subject,
      text: 'Thanks!',
    });
    await waitFor('the thanks on the ticket', async () => {
      const { messages } = await story(ticket.id);
      return messages.find(({ text }) => text.includes('Thanks!'));
    });
    expect((await story(ticket.id)).messages).toHaveLength(4);
  });
});

describe('a webhook', () => {
  const form = { email: 'carl@acme-form.example', subject: 'From the form', body: 'Please call back.', priority: 2 };

  it('is a ticket, and the same id again is the same ticket', async () => {
    const id = 'msg_once';
    const first = await desk.webhook(JSON.stringify(form), { id });
    expect(first.status).toBe(200);
    const ticket = await json(first);
    expect(ticket).toMatchObject({ priority: 2, duplicate: false });
    expect(await json(await desk.webhook(JSON.stringify(form), { id }))).toEqual({ ...ticket, duplicate: true });
    await desk.received('carl@acme-form.example');
    const mails = (await desk.mailbox()).filter(({ destination }) => destination.to.join().includes('carl@'));
    expect(mails).toHaveLength(1);
  });

  it('never takes a plan from its sender', async () => {
    const body = JSON.stringify({
      ...form,
      subject: 'Upgrade me',
      plan: 'premium',
      customer: 'rossi',
      calendar: '24x7',
    });
    const { ticket } = await json(await desk.webhook(body));
    expect((await story(String(ticket))).plan).toBe('basic');
  });

  it('that is wrong is told how, and nothing of the inside', async () => {
    const body = JSON.stringify(form);
    const stale = await desk.webhook(body, { at: new Date(Date.now() - 301_000) });
    const forged = await fetch(`${desk.running.http}/webhooks/${desk.running.webhook.source}`, {
      method: 'POST',
      body,
    });
    expect([stale.status, forged.status]).toEqual([401, 401]);
    expect(await stale.text()).toBe(await forged.text());
    expect((await desk.webhook(body, { source: 'nowhere' })).status).toBe(404);
    expect((await desk.webhook('x'.repeat(256 * 1024 + 1))).status).toBe(413);
    const fields = await desk.webhook(JSON.stringify({ email: 'nobody', priority: 7 }));
    expect(fields.status).toBe(400);
    expect(fields.headers.get('content-type')).toContain('application/problem+json');
    const { errors } = (await fields.json()) as { errors: { field: string }[] };
    expect(errors.map(({ field }) => field).sort()).toEqual(['body', 'email', 'subject']);
  });
});

describe('the agents’ API', () => {
  it('lets agents in and nobody else', async () => {
    const naked = await fetch(`${desk.running.http}/api/tickets`);
    expect(naked.status).toBe(401);
    expect((await desk.api('/api/tickets', { agent: 'eve@evil.example' })).status).toBe(403);
    expect((await desk.api('/api/tickets')).status).toBe(200);
  });

  it('files a phone call for Premium, and refuses one for Basic', async () => {
    const file = (email: string) =>
      desk.api('/api/tickets', {
        method: 'POST',
        body: JSON.stringify({ email, subject: 'Call', body: 'Door is stuck', channel: 'phone', priority: 1 }),
      });
    const refused = await file('anna@rossi.example');
    expect(refused.status).toBe(422);
    expect(JSON.stringify(await refused.json())).toContain('phone is not part of the basic plan');
    const filed = await file('susan@hudson.example');
    expect([filed.status, (await json(filed)).plan]).toEqual([201, 'premium']);
  });

  it('answers, notes, lowers a priority and closes, and the trail tells', async () => {
    const { ticket } = await json(
      await desk.webhook(JSON.stringify({ email: 'dora@x.example', subject: 'Trail', body: 'Hm', priority: 1 })),
    );
    const post = (path: string, body: object, method = 'POST') =>
      desk.api(`/api/tickets/${ticket}${path}`, { method, body: JSON.stringify(body) });
    expect((await post('/notes', { text: 'Looks easy.' })).status).toBe(201);
    expect((await post('', { priority: 2, reason: 'customer-unresponsive' }, 'PATCH')).status).toBe(200);
    expect((await post('', { state: 'closed' }, 'PATCH')).status).toBe(422);
    expect((await post('/responses', { text: 'Done.' })).status).toBe(201);
    expect((await post('', { state: 'closed' }, 'PATCH')).status).toBe(200);
    await desk.received('dora@x.example', ({ body }) => body.text?.includes('Done.') === true);
    const { trail, state } = await story(String(ticket));
    expect(state).toBe('closed');
    expect(trail.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['opened', 'note', 'priority changed', 'answered', 'closed']),
    );
  });

  it('lists by deadline, or by when they were closed, filtered and paged', async () => {
    const all: { respondBy: string; closedAt: string | null }[] = [];
    let next: string | null = '';
    while (next !== null) {
      const response = await desk.api(`/api/tickets?limit=2${next && `&cursor=${next}`}`);
      const page = (await response.json()) as { tickets: typeof all; next: string | null };
      all.push(...page.tickets);
      next = page.next;
    }
    expect(all.length).toBeGreaterThan(3);
    const places = all.map(({ respondBy, closedAt }) => closedAt ?? respondBy);
    expect(places).toEqual(places.toSorted());
    const { tickets } = (await (await desk.api('/api/tickets?priority=1&state=waiting')).json()) as {
      tickets: object[];
    };
    for (const ticket of tickets) expect(ticket).toMatchObject({ priority: 1, state: 'waiting' });
    expect((await desk.api('/api/tickets?state=lost&limit=0')).status).toBe(400);
  });

  it('is healthy, and says which zone data it computes with', async () => {
    const response = await fetch(`${desk.running.http}/health`);
    expect(await response.json()).toMatchObject({ status: 'ok', zoneData: expect.stringMatching(/^20\d\d[a-z]/) });
  });
});
