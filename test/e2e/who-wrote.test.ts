import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunningDesk, startDesk } from './support/desk.ts';
import { waitFor } from './support/wait-for.ts';

/** Who wrote, over SMTP (docs/promise.md section 9). A client that logs in as From is proved, any other is not. */

let desk: RunningDesk;
// One for each story: of more than five notices in a minute an agent gets a digest, and these look for single ones.
beforeEach(async () => {
  desk = await startDesk();
});
afterEach(async () => {
  expect(await desk.stop()).toBe(0);
});

type Story = {
  state: string;
  requester: { address: string; verified: boolean; unconfirmed: string | null; from: string | null };
  participants: { address: string }[];
  customer: { id: string } | null;
  plan: string;
  firstResponse: { by: string } | null;
  messages: { author: string; by: string; text: string; warnings: string[] }[];
};
const story = async (id: string) => (await (await desk.api(`/api/tickets/${id}`)).json()) as Story;
const mailsTo = async (address: string) =>
  (await desk.mailbox()).filter(({ destination }) => destination.to.some((each) => each.includes(address)));

/** Sends a mail as it stands in a fixture, logged in as From unless it says not. */
async function send(name: string, login: string | undefined) {
  const raw = readFileSync(new URL(`../shared/intake/fixtures/who-wrote/${name}.eml`, import.meta.url));
  const [, from = ''] = /^From:.*?<?([^<>\s]+@[^<>\s]+?)>?\r?$/m.exec(raw.toString()) ?? [];
  await desk.mail({ raw, ...(login && { login }), envelope: { from, to: desk.running.supportAddress } });
}

describe('an ordinary customer whose domain proves nothing', () => {
  it('is acknowledged without an echo, replies to the signed address, is a known writer, and is answered', async () => {
    await desk.mail({ from: 'Vito <vito@small.example>', subject: 'Grinder broken', text: 'It hums and stops.' });
    const { id } = await desk.ticket('Grinder broken');
    const acknowledgement = await desk.received('vito@small.example', ({ subject }) => subject.includes(id));
    const { text = '', html = '' } = acknowledgement.body;
    expect(text).toContain(id);
    expect(text).toMatch(/Answer by: .*20\d\d/);
    expect(`${acknowledgement.subject} ${text} ${html}`).not.toMatch(/grinder|hums|Vito/i);
    const notice = await desk.received('luca@team.example', ({ subject }) => subject.includes(id));
    expect(notice.body.text).toContain('sender not verified');

    const to = acknowledgement.replyTo[0] as string;
    await desk.mail({
      from: 'vito@small.example',
      to,
      cc: 'nina@small.example',
      subject: `Re: [${id}]`,
      text: 'Now it smokes.',
    });
    const second = await waitFor('the reply', async () =>
      (await story(id)).messages.find(({ text: words }) => words.includes('smokes')),
    );
    expect(second).toMatchObject({ author: 'customer', by: 'vito@small.example' });
    expect(await story(id)).toMatchObject({ state: 'waiting', participants: [] });

    await desk.mail({
      from: 'luca@team.example',
      login: 'luca@team.example',
      to: notice.replyTo[0] as string,
      subject: `Re: ${notice.subject}`,
      text: 'Unplug it.',
    });
    const answer = await desk.received('vito@small.example', ({ body }) => body.text?.includes('Unplug it') === true);
    expect(answer.destination.to.join()).not.toContain('nina@');
    await waitFor('the answer on the ticket', async () => ((await story(id)).state === 'answered' ? true : undefined));
    expect((await story(id)).firstResponse).toMatchObject({ by: 'agent:luca' });
    expect(await mailsTo('nina@small.example')).toEqual([]);
  });
});

describe('an outsider who hides behind an agent', () => {
  it.each([
    `"m x"@evil.example, luca@team.example`,
    `m@evil.example: luca@team.example`,
    `<m@evil.example> <luca@team.example>`,
    `<@evil.example:luca@team.example>`,
    `m@[192.0.2.1], luca@team.example`,
  ])('stops no clock: %s', async (from) => {
    const subject = `Attack ${from.length}`;
    const anna = 'anna@rossi.example';
    await desk.mail({ from: anna, login: anna, subject, text: 'Help.' });
    const { id } = await desk.ticket(subject);
    const notice = await desk.received('luca@team.example', (mail) => mail.subject.includes(id));
    const to = notice.replyTo[0] as string;
    const raw = `Message-ID: <${from.length}@evil.example>\r\nFrom: ${from}\r\nTo: ${to}\r\nSubject: Re: ${subject}\r\n\r\nPay me.\r\n`;
    await desk.mail({ raw, login: 'm@evil.example', envelope: { from: 'm@evil.example', to } });
    const message = await waitFor('the attack on the ticket', async () =>
      (await story(id)).messages.find(({ text }) => text.includes('Pay me')),
    );
    expect(message).toMatchObject({ author: 'unverified' });
    expect(message.warnings[0]).toMatch(/^sender doubtful/);
    expect(await story(id)).toMatchObject({ state: 'waiting', firstResponse: null });
    expect((await mailsTo(anna)).filter(({ body }) => body.text?.includes('Pay me'))).toEqual([]);
  });
});

describe('mail that somebody else sends', () => {
  it('a form mailer’s is of the customer in Reply-To, who is acknowledged', async () => {
    await send('03-noreply-from-replyto', 'no-reply@shop.example');
    const { id } = await desk.ticket('Contact form: third');
    await desk.received('marco@bianchi.example', ({ subject }) => subject.includes(id));
    expect(await story(id)).toMatchObject({
      requester: { address: 'marco@bianchi.example', verified: false, unconfirmed: 'reply-to' },
    });
  });

  it('a mailing group’s is of the original sender', async () => {
    await send('04-google-group-via', 'support@customer-group.example');
    const { id } = await desk.ticket('The printer is down');
    expect(await story(id)).toMatchObject({
      requester: { address: 'anna@rossi.example', verified: false },
      customer: { id: 'rossi' },
    });
    expect(await mailsTo('support@customer-group.example')).toEqual([]);
  });

  it('certified mail is of whom it names, unproved', async () => {
    await send('50-pec', 'posta-certificata@pec-provider.example');
    const ticket = await desk.ticket('Server fermo');
    expect(ticket.priority).toBe(1);
    expect(await story(ticket.id)).toMatchObject({ requester: { address: 'anna@rossi.example', verified: false } });
  });

  it('an agent’s forwarding is of the customer, who is acknowledged when an agent confirms', async () => {
    await send('06-agent-forward', 'luca@team.example');
    const { id } = await desk.ticket('Fwd: Cannot log in');
    const notice = await desk.received('luca@team.example', ({ subject }) => subject.includes(id));
    expect(notice.body.text).toContain('#confirm');
    expect(await story(id)).toMatchObject({
      requester: { address: 'marco@bianchi.example', unconfirmed: 'forwarded' },
    });
    const about = async () => (await mailsTo('marco@bianchi.example')).filter(({ subject }) => subject.includes(id));
    expect(await about()).toEqual([]);
    await desk.mail({
      from: 'luca@team.example',
      login: 'luca@team.example',
      to: notice.replyTo[0] as string,
      subject: `Re: ${notice.subject}`,
      text: '#confirm',
    });
    await desk.received('marco@bianchi.example', ({ subject }) => subject.includes(id));
    expect(await story(id)).toMatchObject({ state: 'waiting', requester: { verified: true, unconfirmed: null } });
    expect((await desk.api(`/api/tickets/${id}/confirm`, { method: 'POST' })).status).toBe(200);
    expect(await about()).toHaveLength(1);
  });
});
