import type { Message } from '../../../shared/ticket/message.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { ticketsOf } from '../../support/stories.ts';
import type { Owed } from './flow.ts';
import type { World } from './world.ts';

export type Verdict = {
  /** What is owed and was not given, or is there and must not be; empty: healed. */
  lost: string[];
  /** Mails that somebody got once more. */
  doubled: string[];
};

/** The one oracle: what is owed to whom, once everything had time to heal. */
export async function judge(world: World, owed: Owed): Promise<Verdict> {
  const { desk, dead, pending } = world;
  const mails = desk.sent.map(({ recipient, tags }) => `${tags?.purpose} ${recipient}`);
  const lost = [
    ...dead.map((name) => `set aside for good: ${name}`),
    ...pending.map(({ input }) => `never taken: ${input.name}`),
    ...owed.mails.filter((mail) => !mails.includes(mail)).map((mail) => `not told: ${mail}`),
    ...mails.filter((mail) => !owed.mails.includes(mail)).map((mail) => `not owed: ${mail}`),
  ];
  const doubled = mails.filter((mail, index) => mails.indexOf(mail) !== index);
  const [ticket, ...others] = await ticketsOf(desk);
  if (!ticket) return { lost: [...lost, 'no ticket'], doubled };
  if (others.length > 0) lost.push(`${others.length + 1} tickets for one request`);
  lost.push(...differences('message', await shownMessages(desk, ticket), owed.messages));
  const older = (await desk.tickets.olderTrail(ticket.id)).batches.flatMap(({ entries }) => entries);
  const trail = [...older, ...ticket.audit].map(({ action }) => action);
  const noise = ['answer waits', 'mail withheld'];
  lost.push(...differences('trail', trail.filter((action) => !noise.includes(action)).sort(), owed.trail.toSorted()));
  const { messages } = await desk.tickets.messages(ticket.id);
  lost.push(...openEnds(world, ticket, messages), ...stateFaults(ticket, owed));
  return { lost, doubled };
}

async function shownMessages(desk: World['desk'], { id }: Ticket): Promise<string[]> {
  const { messages } = await desk.tickets.messages(id);
  return messages.map(({ author, kind, text, attachments }) => {
    const files = attachments.map(({ filename, key }) => ` + ${filename}=${desk.stored.get(key)?.content}`);
    return `${author} ${kind}: ${text.trim()}${files.join('')}`;
  });
}

function differences(what: string, found: string[], owed: string[]): string[] {
  return JSON.stringify(found.toSorted()) === JSON.stringify(owed.toSorted())
    ? []
    : [`${what}: ${JSON.stringify(found)} in place of ${JSON.stringify(owed)}`];
}

/** Work that is still open, and a timer that would never fire. */
function openEnds({ desk: { scheduled }, mayFireAt }: World, ticket: Ticket, messages: Message[]): string[] {
  const { id, opening, timer, escalations } = ticket;
  const ends: string[] = [];
  if (opening.state !== 'done') ends.push('its opening is not done');
  if (escalations.some(({ notice }) => notice.state !== 'done')) ends.push('a notice is not done');
  if (messages.some(({ relay }) => relay !== undefined && relay.state !== 'done')) ends.push('a relay is not done');
  const fires = scheduled.get(`${id}.${timer.version}`);
  const isRegistered = timer.registered && fires !== undefined && mayFireAt(timer.next?.at ?? '').includes(fires);
  if (timer.next && !isRegistered) ends.push('its timer is not registered');
  return ends;
}

function stateFaults({ state, firstResponse }: Ticket, owed: Owed): string[] {
  const faults: string[] = [];
  if (state !== owed.state) faults.push(`it is ${state} in place of ${owed.state}`);
  const answered = firstResponse && (firstResponse.met ? 'met' : 'late');
  if (answered !== owed.answered) faults.push(`its first response is ${answered} in place of ${owed.answered}`);
  return faults;
}
