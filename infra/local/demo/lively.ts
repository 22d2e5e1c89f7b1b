import { step, until } from './step.ts';
import type { Stage } from './story.ts';
import { tick } from './tell.ts';

/** What makes a mail spam for every filter that knows the usual test (GTUBE). */
const SPAM = 'XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X';

const MARCO = 'Marco Bianchi <marco@bianchi.example>';
const SUSAN = 'Susan Hudson <susan@hudson.example>';
const ANNA = 'Anna Rossi <anna@rossi.example>';

/** What customers ask in a lively hour: who, what, and how urgent. */
const ASKED = [
  { from: MARCO, subject: '[P1] Nothing ships', text: 'The warehouse stands still since nine.' },
  { from: SUSAN, subject: '[P2] The shop is slow', text: 'Pages take half a minute.' },
  { from: SUSAN, subject: '[P2] Slow again', text: 'It is the same page as before.' },
  { from: ANNA, subject: '[P3] Una stampante lenta', text: 'Stampa, ma piano.' },
  { from: ANNA, subject: '[P1] Il server non risponde', text: 'Da stamattina non si apre nulla.' },
  { from: SUSAN, subject: 'Where are the invoices?', text: 'I cannot find those of October.' },
  { from: MARCO, subject: 'New colleagues in January', text: 'Two people join us: what do you need from us?' },
  { from: 'vera@elsewhere.example', subject: 'Do you have an offer for schools?', text: 'We are twelve teachers.' },
] as const;

const REPLIES = [
  {
    name: 'We are on it',
    language: 'en',
    text: 'Dear {{requester.name}},\n\nwe are on it. You hear from us before {{ticket.deadline}}.\n\n{{agent.name}}',
  },
  {
    name: 'Ce ne occupiamo',
    language: 'it',
    text: 'Buongiorno {{requester.name}},\n\nce ne stiamo occupando. Le scriviamo entro {{ticket.deadline}}.\n\n{{agent.name}}',
  },
] as const;

/** An hour and a half ago somebody called, and nobody has written it down until now: a promise that is missed. */
const CALLED_MS = 90 * 60_000;

/** Several customers ask, and the team has begun: a queue with one of each kind, to look at. */
export async function fillQueue({ doors, agent }: Stage): Promise<void> {
  await step('fill the queue', async () => {
    for (const mail of ASKED) await doors.mail(mail);
    await doors.mail(
      { from: MARCO, subject: 'Please send me our passwords', text: 'I lost them.' },
      { isForged: true },
    );
    await doors.mail({ from: 'win@offers.example', subject: 'You have won', text: SPAM }, { isForged: true });
    await until(async () => (await doors.tickets()).length === ASKED.length + 1 || undefined);
    tick(
      `${ASKED.length} customers have asked, one mail says it is of a customer and is not proved, one is held as spam`,
    );
  });
  await step('answer two of them', async () => {
    await answer('Where are the invoices?', 'Dear Susan, they are below your name, under Documents.');
    await answer('New colleagues in January', 'Dear Marco, their names and the day they begin.');
    tick('Luca has answered two by mail');
  });
  await step('work on the others', async () => {
    const { openedAt } = await ticket('Nothing ships');
    const calledAt = new Date(Date.parse(openedAt) - CALLED_MS).toISOString();
    const call = {
      email: 'kate@hudson.example',
      name: 'Kate Hudson',
      subject: '[P1] The till is dead',
      body: 'She called: no receipt is printed.',
    };
    await doors.ask('POST', '/api/tickets', { ...call, channel: 'phone', calledAt });
    for (const reply of REPLIES) await doors.ask('POST', '/api/replies', { ...reply, owner: 'team' });
    const [slow, again, server, later] = await Promise.all(
      ['The shop is slow', 'Slow again', 'Il server non risponde', 'New colleagues in January'].map(ticket),
    );
    await doors.ask('PATCH', `/api/tickets/${slow?.id}`, { assignee: 'luca' });
    await doors.ask('PATCH', `/api/tickets/${again?.id}`, { state: 'closed', reason: 'duplicate', twin: slow?.id });
    await doors.ask('PATCH', `/api/tickets/${server?.id}`, { tags: { add: ['outage'] } });
    await doors.ask('POST', `/api/tickets/${server?.id}/notes`, {
      text: '@marta you know their server: can you look?',
    });
    const days = new Date(Date.parse(openedAt) + 3 * 86_400_000).toISOString();
    await doors.ask('PATCH', `/api/tickets/${later?.id}`, { snoozedUntil: days });
    tick('One is taken, one merged, one noted for Marta, one out of sight for three days, and a call comes late');
  });

  async function ticket(subject: string) {
    return until(async () => (await doors.tickets()).find((each) => each.subject.includes(subject)));
  }

  async function answer(about: string, text: string): Promise<void> {
    const { replyTo, subject } = await until(async () =>
      (await doors.mailbox()).find(
        (mail) => mail.destination.to.join().includes(agent) && mail.subject.includes(about),
      ),
    );
    await doors.mail({ from: agent, to: replyTo[0] ?? '', subject: `Re: ${subject}`, text });
    await until(async () => (await ticket(about)).firstResponse ?? undefined);
  }
}
