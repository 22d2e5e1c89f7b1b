import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningDesk, type SentMail, startDesk } from './support/desk.ts';
import { waitFor } from './support/wait-for.ts';

/** Who wrote, over SMTP (docs/promise.md section 9). A client that logs in as From is proved, any other is not. */

let desk: RunningDesk;
const stop = async () => {
  expect(await desk.stop()).toBe(0);
};

/** One for each story: of more than five notices in a minute an agent gets a digest, and these look for single ones. */
function onADeskEach() {
  beforeEach(async () => {
    desk = await startDesk();
  });
  afterEach(stop);
}

type Options = Parameters<typeof startDesk>[0];

/** One for the stories of a subject, which takes seconds to start: for those that share no sender, subject or Message-ID. */
function onOneDesk(options?: Options) {
  beforeAll(async () => {
    desk = await startDesk(options);
  });
  afterAll(stop);
}

/** New tickets are P1s: an agent hears of each by a mail of its own, however many they are. */
const URGENT: Options = {
  settings: {
    mailsPerSecond: 1_000,
    defaults: {
      ...{ plan: 'basic', priority: 1, calendar: 'global', timeZone: 'Europe/Rome', language: 'en' },
      holidays: [],
    },
  },
};

type Story = {
  state: string;
  requester: { address: string; verified: boolean; unconfirmed: string | null; from: string | null };
  participants: { address: string }[];
  customer: { id: string } | null;
  plan: string;
  firstResponse: { by: string } | null;
  assignee: string | null;
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
  onADeskEach();

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
  onOneDesk(URGENT);

  it.each([
    ['quoted name', `"m x"@evil.example, luca@team.example`],
    ['group', `m@evil.example: luca@team.example`],
    ['second address', `<m@evil.example> <luca@team.example>`],
    ['route', `<@evil.example:luca@team.example>`],
    ['literal', `m@[192.0.2.1], luca@team.example`],
  ])('stops no clock, by a From with a %s: %s', async (name, from) => {
    const subject = `Attack by ${name}`;
    const anna = 'anna@rossi.example';
    await desk.mail({ from: anna, login: anna, subject, text: 'Help.' });
    const { id } = await desk.ticket(subject);
    const notice = await desk.received('luca@team.example', (mail) => mail.subject.includes(id));
    const to = notice.replyTo[0] as string;
    const raw = `Message-ID: <${name.replace(' ', '-')}@evil.example>\r\nFrom: ${from}\r\nTo: ${to}\r\nSubject: Re: ${subject}\r\n\r\nPay me.\r\n`;
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
  onOneDesk();

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
});

describe('what an agent forwards', () => {
  onADeskEach();

  it('is of the customer, who is acknowledged when an agent confirms', async () => {
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
    expect(await about()).toHaveLength(1);
  });

  it('is confirmed by the API as well, once', async () => {
    await send('06-agent-forward', LUCA);
    const { id } = await desk.ticket('Fwd: Cannot log in');
    await desk.received(LUCA, ({ subject }) => subject.includes(id));
    const about = async () => (await mailsTo('marco@bianchi.example')).filter(({ subject }) => subject.includes(id));
    expect(await about()).toEqual([]);
    const confirm = () => desk.api(`/api/tickets/${id}/confirm`, { method: 'POST' });
    expect((await confirm()).status).toBe(200);
    const acknowledgement = await desk.received('marco@bianchi.example', ({ subject }) => subject.includes(id));
    expect(acknowledgement.body.text).toContain(id);
    expect(await story(id)).toMatchObject({ state: 'waiting', requester: { verified: true, unconfirmed: null } });
    expect((await confirm()).status).toBe(200);
    expect(await about()).toHaveLength(1);
  });
});

const LUCA = 'luca@team.example';
const MARTA = 'marta@team.example';
const UNDONE = 'What you wrote was not done';

/** A ticket of this customer's, with the address that the customer replies to, and Luca's own. */
async function ticketOf(customer: string, subject: string) {
  await desk.mail({ from: customer, login: customer, subject, text: 'It hums and stops.' });
  const { id } = await desk.ticket(subject);
  const isOfTicket = (mail: SentMail) => mail.subject.includes(id);
  const {
    replyTo: [theirs = ''],
  } = await desk.received(customer, isOfTicket);
  const {
    replyTo: [lucas = ''],
    subject: noticed,
  } = await desk.received(LUCA, isOfTicket);
  await desk.received(MARTA, isOfTicket);
  return { id, theirs, lucas, noticed };
}

/** The word that somebody has of what they wrote about a ticket and was not done. */
const wordTo = (address: string, id: string) =>
  desk.received(address, ({ subject }) => subject.includes(id) && subject.includes(UNDONE));
/** What somebody reads in place of it who did not write it. */
const noticeTo = (address: string, id: string, says: string) =>
  desk.received(
    address,
    ({ body, subject }) => subject.includes(id) && !subject.includes(UNDONE) && body.text?.includes(says) === true,
  );

describe('an agent’s mail that was not done', () => {
  onOneDesk(URGENT);

  it.each([
    ['the customer’s signed address', 'zeno@small.example', 'Lunch', 'See you at noon.'],
    ['the number in its subject', 'yuri@small.example', 'Lunch', '#close spam'],
  ])(
    'since only the envelope names the desk, by %s, is told to its agent, whose reply to that is the answer',
    async (way, customer, subject, text) => {
      const { id, theirs } = await ticketOf(customer, `Saw of ${customer}`);
      const isByAddress = way.includes('address');
      const header = `Message-ID: <lunch-${customer}>\r\nFrom: ${LUCA}\r\nTo: ${MARTA}\r\nSubject: ${subject}`;
      const raw = `${header}${isByAddress ? '' : ` [${id}]`}\r\n\r\n${text}\r\n`;
      const to = isByAddress ? theirs : desk.running.supportAddress;
      await desk.mail({ raw, login: LUCA, envelope: { from: LUCA, to } });
      const word = await wordTo(LUCA, id);
      expect(word.body.text).toContain('whoever has an old mail of yours could send that on');
      const notice = await noticeTo(MARTA, id, 'the address of the desk stands neither in its To nor in its Cc');
      expect(notice.body.text).toContain('Its writer is told so');
      expect((await story(id)).messages.find(({ text: words }) => words.includes(text))).toMatchObject({
        author: 'unverified',
      });
      expect(await story(id)).toMatchObject({ state: 'waiting', firstResponse: null });
      expect((await mailsTo(customer)).filter(({ body }) => body.text?.includes(text))).toEqual([]);

      const [replyTo = ''] = word.replyTo;
      await desk.mail({
        from: LUCA,
        login: LUCA,
        to: replyTo,
        subject: `Re: ${word.subject}`,
        text: 'Unplug the saw.',
      });
      await desk.received(customer, ({ body }) => body.text?.includes('Unplug the saw') === true);
      await waitFor('the answer on the ticket', async () =>
        (await story(id)).state === 'answered' ? true : undefined,
      );
    },
  );

  it('since it came from another address is told to the registered one, and to the assignee as another’s', async () => {
    const customer = 'xena@small.example';
    const { id, lucas } = await ticketOf(customer, 'Drill broken');
    const {
      replyTo: [martas = ''],
    } = await desk.received(MARTA, ({ subject }) => subject.includes(id));
    await desk.mail({ from: MARTA, login: MARTA, to: martas, subject: 'Re: Drill broken', text: '#assign me' });
    await waitFor('Marta to have the ticket', async () => ((await story(id)).assignee === 'marta' ? true : undefined));
    const home = 'luca.ferri@home.example';
    await desk.mail({ from: home, login: home, to: lucas, subject: 'Re: Drill broken', text: 'Unplug the drill.' });
    const word = await wordTo(LUCA, id);
    expect(word.body.text).toContain('It came from an address that is not registered for you.');
    expect(word.body.text).toContain(home);
    await noticeTo(MARTA, id, 'from one that is not registered for that agent');
    expect(await story(id)).toMatchObject({ state: 'waiting', firstResponse: null });
    expect(await mailsTo(home)).toEqual([]);
    expect((await mailsTo(customer)).filter(({ body }) => body.text?.includes('Unplug'))).toEqual([]);
  });

  it('since nothing proves that it is the agent’s is told to the agent, answer and command alike', async () => {
    const customer = 'wanda@small.example';
    const { id, lucas } = await ticketOf(customer, 'Lathe broken');
    await desk.mail({ from: LUCA, to: lucas, subject: 'Re: Lathe broken', text: 'Unplug the lathe.\n\n#close' });
    const word = await wordTo(LUCA, id);
    expect(word.body.text).toContain('nothing proves that you sent it');
    await noticeTo(MARTA, id, 'it is in the name of an agent, and nothing proves who sent it');
    expect(await story(id)).toMatchObject({ state: 'waiting', firstResponse: null });
    expect((await mailsTo(customer)).filter(({ body }) => body.text?.includes('Unplug'))).toEqual([]);
  });

  it('since only the envelope names the desk lets no held mail out', async () => {
    const spam = `XJS*C4JDBQADN1.NSBN3*2IDNEN*${'GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL'}*C.34X`;
    await desk.mail({ from: 'anna@rossi.example', subject: 'Planer broken', text: spam });
    const {
      replyTo: [held = ''],
    } = await desk.received(LUCA, ({ subject }) => subject.includes('Planer broken'));
    const raw = `Message-ID: <let@team.example>\r\nFrom: ${LUCA}\r\nTo: ${MARTA}\r\nSubject: Re: Planer\r\n\r\n#release\r\n`;
    await desk.mail({ raw, login: LUCA, envelope: { from: LUCA, to: held } });
    const { id } = await desk.ticket('Re: Planer');
    const word = await wordTo(LUCA, id);
    expect(word.body.text).toContain('nothing was let out');
    const { entries } = (await (await desk.api('/api/quarantine')).json()) as { entries: { state: string }[] };
    expect(entries.map(({ state }) => state)).toEqual(['held']);
  });

  it('since only the envelope names the desk files nothing for a customer', async () => {
    const forwarded =
      '---------- Forwarded message ---------\r\nFrom: Vera <vera@small.example>\r\nSubject: Press\r\n\r\nIt is stuck.';
    const raw = `Message-ID: <fwd@team.example>\r\nFrom: ${LUCA}\r\nTo: ${MARTA}\r\nSubject: Fwd: Press\r\n\r\n${forwarded}\r\n`;
    await desk.mail({ raw, login: LUCA, envelope: { from: LUCA, to: desk.running.supportAddress } });
    const { id } = await desk.ticket('Fwd: Press');
    const word = await wordTo(LUCA, id);
    expect(word.body.text).toContain('not filed for a customer');
    expect(await story(id)).toMatchObject({ requester: { address: LUCA } });
    const [replyTo = ''] = word.replyTo;
    const command = '#requester vera@small.example';
    await desk.mail({ from: LUCA, login: LUCA, to: replyTo, subject: `Re: ${word.subject}`, text: command });
    await waitFor('the customer on the ticket', async () =>
      (await story(id)).requester.address === 'vera@small.example' ? true : undefined,
    );
  });
});

describe('an escalation', () => {
  onOneDesk({ speed: 150 });

  it('names who wrote by address; a contact who answers it hears that nothing was sent', async () => {
    const susan = 'susan@hudson.example';
    await desk.mail({
      from: `Susan Hudson <${susan}>`,
      login: susan,
      subject: '[P1] Till dead',
      text: 'Nobody can pay.',
    });
    const { id } = await desk.ticket('Till dead');
    const {
      replyTo: [theirs = ''],
    } = await desk.received(susan, ({ subject }) => subject.includes(id));
    const eve = 'eve@evil.example';
    await desk.mail({
      from: `Susan Hudson <${eve}>`,
      login: eve,
      to: theirs,
      subject: 'Re: Till',
      text: 'It works again.',
    });
    const breach = await desk.received('lead@example.com', ({ subject }) => subject.includes(id));
    expect(breach.body.text).toMatch(/^--- Susan Hudson <susan@hudson\.example>, /m);
    expect(breach.body.text).toMatch(/^--- Susan Hudson <eve@evil\.example> \(from outside\), /m);

    const [replyTo = ''] = breach.replyTo;
    const lead = 'lead@example.com';
    await desk.mail({ from: lead, login: lead, to: replyTo, subject: `Re: ${breach.subject}`, text: 'We are on it.' });
    const word = await wordTo(lead, id);
    expect(word.body.text).toContain('not registered as an agent');
    await noticeTo(LUCA, id, 'who wrote it is told of escalations and is no agent');
    expect(await story(id)).toMatchObject({ state: 'waiting', firstResponse: null });
    expect((await mailsTo(susan)).filter(({ body }) => body.text?.includes('We are on it'))).toEqual([]);
  });
});
