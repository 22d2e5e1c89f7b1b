import { step, until } from './step.ts';
import type { Stage } from './story.ts';
import { tick } from './tell.ts';

/** What customers ask in a lively hour: who, what, and how urgent. */
const ASKED = [
  { from: 'marco@bianchi.example', subject: '[P1] Nothing ships', text: 'The warehouse stands still since nine.' },
  { from: 'susan@hudson.example', subject: '[P2] The shop is slow', text: 'Pages take half a minute.' },
  { from: 'anna@rossi.example', subject: '[P3] Una stampante lenta', text: 'Stampa, ma piano.' },
  { from: 'anna@rossi.example', subject: '[P1] Il server non risponde', text: 'Da stamattina non si apre nulla.' },
  { from: 'susan@hudson.example', subject: 'Where are the invoices?', text: 'I cannot find those of October.' },
  { from: 'vera@elsewhere.example', subject: 'Do you have an offer for schools?', text: 'We are twelve teachers.' },
] as const;

/** Several customers ask, one is answered: a queue to look at. */
export async function fillQueue({ doors, agent }: Stage): Promise<void> {
  await step('fill the queue', async () => {
    for (const mail of ASKED) await doors.mail(mail);
    await until(async () => (await doors.tickets()).length === ASKED.length || undefined);
    tick(`${ASKED.length} customers have asked`);
  });
  await step('answer one of them', async () => {
    const about = 'Where are the invoices?';
    const { replyTo, subject } = await until(async () =>
      (await doors.mailbox()).find(
        (mail) => mail.destination.to.join().includes(agent) && mail.subject.includes(about),
      ),
    );
    const text = 'Dear Susan, they are below your name, under Documents.';
    await doors.mail({ from: agent, to: replyTo[0] ?? '', subject: `Re: ${subject}`, text });
    tick('Luca has answered one by mail');
  });
}
