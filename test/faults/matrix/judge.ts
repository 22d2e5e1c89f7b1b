import { NOTICE_DIGEST_WORDS } from '../../../shared/mail/templates/words/notice-digest.ts';
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
  const mails = desk.sent.flatMap(namesOf);
  const lost = [
    ...dead.map((name) => `set aside for good: ${name}`),
    ...pending.map(({ input }) => `never taken: ${input.name}`),
    ...owed.mails.filter((mail) => !mails.includes(mail)).map((mail) => `not told: ${mail}`),
    ...mails
      .filter((mail) => !owed.mails.includes(mail) && !owed.meanwhile?.includes(mail))
      .map((mail) => `not owed: ${mail}`),
  ];
  const doubled = mails.filter((mail, index) => mails.indexOf(mail) !== index);
  const [ticket, ...others] = (await ticketsOf(desk)).sort((one, other) => (one.createdAt < other.createdAt ? 1 : -1));
  if (!ticket) return { lost: [...lost, 'no ticket'], doubled };
  const older = owed.follows || owed.goesOn ? others.shift() : undefined;
  if (others.length > 0) lost.push(`${others.length + 1} tickets for one request`);
  if (owed.follows && !(older && areLinked(older, ticket))) lost.push('it is not linked to the one before');
  if (owed.goesOn && !(older?.state === 'closed' && older.mergedInto === ticket.id))
    lost.push('it goes on for no duplicate');
  lost.push(...differences('message', await shownMessages(desk, ticket), owed.messages));
  const moved = (await desk.tickets.olderTrail(ticket.id)).batches.flatMap(({ entries }) => entries);
  const trail = [...moved, ...ticket.audit].map(({ action }) => action);
  const noise = ['answer waits', 'confirmation waits', 'mail withheld'];
  lost.push(...differences('trail', trail.filter((action) => !noise.includes(action)).sort(), owed.trail.toSorted()));
  const { messages } = await desk.tickets.messages(ticket.id);
  lost.push(...openEnds(world, ticket, messages), ...stateFaults(ticket, owed));
  return { lost, doubled };
}

/** What a mail is, and whom it went to. A digest is word of so many answers, and a notice when there is anything else in it. */
function namesOf({ recipient, tags, text }: World['desk']['sent'][number]): string[] {
  const answers = text.split('\n').filter((line) => line.startsWith('A colleague answered: '));
  const isNothingElse = answers.length > 0 && text.split('\n\n').includes(NOTICE_DIGEST_WORDS.en.title(answers.length));
  return [...answers.map(() => `answered ${recipient}`), ...(isNothingElse ? [] : [`${tags?.purpose} ${recipient}`])];
}

function areLinked(older: Ticket, newer: Ticket): boolean {
  const links = (one: Ticket, other: Ticket) => one.links.filter(({ ticket }) => ticket === other.id).length;
  return links(older, newer) === 1 && links(newer, older) === 1;
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
  const { id, opening, timer, escalations, promiseChange } = ticket;
  const ends: string[] = [];
  if (opening.state !== 'done') ends.push('its opening is not done');
  if (promiseChange && promiseChange.notice.state !== 'done') ends.push('the customer is not told of the change');
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
