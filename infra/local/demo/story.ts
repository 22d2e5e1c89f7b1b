import type { openDoors, SentMail, Ticket } from './doors.ts';
import { step, until } from './step.ts';
import { clearProgress, drawProgress, tell, tick } from './tell.ts';

/** Longest that a wait for silence takes, in real time. */
const LONGEST_SILENCE_MS = 50_000;

/** What every part of the story needs. */
export type Stage = {
  doors: ReturnType<typeof openDoors>;
  /** The agent who answers. */
  agent: string;
  /** Who is told of a breach. */
  lead: readonly string[];
  speed: number;
};

/** Two mails and a form become tickets, and everybody is acknowledged. Gives the tickets and the desk's clock. */
export async function openTickets({ doors, speed }: Stage) {
  const find = (subject: string) =>
    until(async () => (await doors.tickets()).find((one) => one.subject.includes(subject)));

  const sentAt = Date.now();
  const urgent = await step('mail a P1 as a Premium customer', async () => {
    await doors.mail({
      from: 'marco@bianchi.example',
      subject: '[P1] Nothing ships',
      text: 'The warehouse stands still.',
    });
    return find('Nothing ships');
  });
  const deskTime = () => new Date(Date.parse(urgent.openedAt) + (Date.now() - sentAt) * speed);
  tick(`Marco (Premium) mails a P1: ticket ${urgent.id}, answer due by ${time(urgent.respondBy)}`, deskTime());

  const minor = await step('mail a P3 as a Basic customer', async () => {
    await doors.mail({ from: 'anna@rossi.example', subject: '[P3] Una stampante lenta', text: 'Stampa, ma piano.' });
    return find('stampante');
  });
  tick(`Anna (Basic) mails a P3: ticket ${minor.id}, answer due by ${dayAndTime(minor.respondBy)}`, deskTime());

  const posted = await step('post a signed webhook', () =>
    doors.post({
      email: 'susan@hudson.example',
      name: 'Susan',
      subject: 'Slow shop',
      body: 'Since noon.',
      priority: 2,
    }),
  );
  tick(`Susan (Premium) fills in a form, P2: ticket ${posted.ticket}, due by ${time(posted.respondBy)}`, deskTime());

  await step('acknowledge each request', async () => {
    await mailTo(doors, 'marco@bianchi.example', about(urgent.id));
    await mailTo(doors, 'susan@hudson.example', about(posted.ticket));
    const { body } = await mailTo(doors, 'anna@rossi.example', about(minor.id));
    tick('Each has an acknowledgement. Anna reads:', deskTime());
    tell(`    ${body.text?.split('\n').find((line) => line.startsWith('Risposta entro'))}`);
  });
  return { urgent, minor, deskTime };
}

/** An agent answers by replying to the notice: it reaches the customer, and the clock stops. */
export function answerByMail({ doors, agent }: Stage, minor: Ticket, deskTime: () => Date): Promise<void> {
  return step('take the answer of an agent by mail', async () => {
    const notice = await mailTo(doors, agent, about(minor.id));
    const [replyTo] = notice.replyTo;
    if (replyTo === undefined) throw new Error('the notice has no address to answer to');
    const text = 'Buongiorno Anna, ho riavviato la coda di stampa.';
    await doors.mail({ from: agent, to: replyTo, subject: `Re: ${notice.subject}`, text });
    await mailTo(doors, 'anna@rossi.example', ({ body }) => body.text?.includes(text) ?? false);
    const answered = await doors.ticket(minor.id);
    if (answered.state !== 'answered') throw new Error(`${minor.id} is ${answered.state}`);
    if (!answered.firstResponse?.met) throw new Error('the answer does not count as in time');
    tick(`Luca answers Anna by mail: she has it, and the clock of ${minor.id} has stopped`, deskTime());
  });
}

/** Nobody answers: the agents are warned, then the lead is told. */
export async function letEscalate({ doors, agent, lead }: Stage, urgent: Ticket, deskTime: () => Date): Promise<void> {
  tell('  Nobody answers Marco…', deskTime());
  const silence = (level: string) =>
    until(async () => {
      drawProgress(urgent, deskTime());
      const { escalations } = await doors.ticket(urgent.id);
      return escalations.find((escalation) => escalation.level === level);
    }, LONGEST_SILENCE_MS).finally(clearProgress);

  await step('warn the agents before the deadline', async () => {
    await silence('warning');
    // The first mail to the agent told of the new ticket.
    await until(async () => (await doors.mailbox()).filter((mail) => isTo(mail, agent) && about(urgent.id)(mail))[1]);
    tick('Three quarters of the time are gone: the agents are warned', deskTime());
  });
  await step('escalate at the deadline', async () => {
    await silence('breach');
    for (const address of lead) await mailTo(doors, address, about(urgent.id));
    tick(`The time is up: ${urgent.id} has escalated, and ${lead.join(', ')} knows`, deskTime());
  });
}

/** An answered ticket stays quiet. */
export function stayQuiet({ doors }: Stage, minor: Ticket): Promise<void> {
  return step('leave the answered ticket in peace', async () => {
    const { escalations } = await doors.ticket(minor.id);
    if (escalations.length > 0) throw new Error(`${minor.id} escalated although it was answered`);
  });
}

function mailTo(doors: Stage['doors'], address: string, matches: (mail: SentMail) => boolean): Promise<SentMail> {
  return until(async () => (await doors.mailbox()).find((mail) => isTo(mail, address) && matches(mail)));
}

function isTo(mail: SentMail, address: string): boolean {
  return mail.destination.to.join().includes(address);
}

function about(ticketId: string): (mail: SentMail) => boolean {
  return ({ subject }) => subject.includes(ticketId);
}

function time(instant: string): string {
  return instant.slice(11, 16);
}

function dayAndTime(instant: string): string {
  return `${instant.slice(0, 10)} ${time(instant)}`;
}
