import { dueOnClock } from '../../shared/sla/promise.ts';
import type { Priority } from '../../shared/sla/terms.ts';
import { firstClock } from '../../shared/ticket/first-clock.ts';
import type { Ticket } from '../../shared/ticket/ticket.ts';
import { awaitsOf } from '../../shared/ticket/view.ts';
import { messagesOf, ticketsOf } from '../support/stories.ts';
import { answerDuties, type Duty, levelDuties, newsDuties, watchDuties } from './duties.ts';
import { excess } from './excess.ts';
import { type Clock, type Fact, type Standing, standings, waits, watches } from './owed.ts';
import { nowOf, type Sent, type Stage } from './stage.ts';

/** All that is not as the model has it, once everything had time to heal. */
export async function judge(stage: Stage): Promise<string[]> {
  const { desk, dead, pending, wrong } = stage;
  const faults = [...wrong, ...dead.map((name) => `set aside for good: ${name}`)];
  faults.push(...pending.map(({ input }) => `never taken: ${input.name}`));
  for (const ticket of await ticketsOf(desk)) {
    if (!stage.facts.has(ticket.id)) faults.push(`${ticket.id} is there and nobody asked`);
    else faults.push(...(await judgeTicket(stage, ticket)));
  }
  return faults;
}

/** An answer that went twice, since a run died, left when the desk first knew of it: at the first mail or the last. */
async function judgeTicket(stage: Stage, ticket: Ticket): Promise<string[]> {
  const until = await untilOf(stage, ticket);
  const byLast = await judgeHistory(stage, ticket, historyOf(stage, ticket, { which: 'findLast', until }));
  if (byLast.length === 0) return byLast;
  const byFirst = await judgeHistory(stage, ticket, historyOf(stage, ticket, { which: 'find', until }));
  return byFirst.length < byLast.length ? byFirst : byLast;
}

async function judgeHistory(stage: Stage, ticket: Ticket, facts: readonly Fact[]): Promise<string[]> {
  const { id, requester } = ticket;
  const stood = standings(facts, await clocksOf(stage, ticket));
  const waited = waits(stood, nowOf(stage));
  const watched = watches(stood, nowOf(stage));
  const ofTicket = <Each extends { ticket: string }>(all: readonly Each[]) => all.filter(({ ticket }) => ticket === id);
  const duties = [
    ...levelDuties(id, waited, stage),
    ...watchDuties(id, watched, stage.troubles),
    ...ofTicket(stage.news).flatMap((each) => newsDuties(each, waited, requester.address, stage.troubles)),
    ...ofTicket(stage.answers).flatMap((each) => answerDuties(each, requester.address, stage)),
  ];
  return [
    ...(await standsOtherwise(stage, ticket, stood.at(-1) as Standing)),
    ...duties
      .filter((duty) => isMissing(stage, duty))
      .map(({ to, what, by }) => `${to} not told by ${iso(by)}: ${what}`),
    ...excess(stage, id, { waits: waited, watched, changes: stood.length - 1, requester: requester.address }),
  ];
}

const iso = (ms: number) => new Date(ms).toISOString();

function isMissing({ sent, refused }: Stage, { to, by, isDone }: Duty): boolean {
  const refusedAt = refused.get(to);
  if (refusedAt !== undefined && refusedAt <= by) return false;
  return !sent.some((mail) => mail.to === to && mail.at <= by && isDone(mail));
}

/**
 * What happened to a ticket, with the answers that left. `which` finds the mail that counts, of an answer that went twice; `until` says by
 * when a question that left then is to be answered.
 */
function historyOf(
  stage: Stage,
  { id, requester }: Ticket,
  { which, until }: { which: 'find' | 'findLast'; until: (left: number) => number },
): Fact[] {
  const { facts, answers, sent } = stage;
  const mails = sent.filter((mail) => mail.to === requester.address && mail.ticket === id && mail.purpose === 'answer');
  const counts = (mail: Sent, text: string) => mails[which]((each) => each.text.includes(text)) === mail;
  const left = mails.flatMap((mail): Fact[] => {
    const answer = answers.find(({ ticket, text }) => ticket === id && counts(mail, text));
    if (!answer) return [];
    const { text, arrived, asks } = answer;
    return [{ what: 'answer left', text, arrived, at: mail.at, until: asks ? until(mail.at) : undefined }];
  });
  return [...(facts.get(id) ?? []), ...left].sort((a, b) => a.at - b.at);
}

/** What each priority of a ticket promises, on its customer's terms. */
async function clocksOf({ desk }: Stage, { requester }: Ticket) {
  const customer = await desk.customers.find(requester.address);
  return (priority: Priority, start: number): Clock => {
    const { clock } = firstClock(desk.settings, customer, priority, iso(start));
    const levels = clock.levels.map(({ name, at }) => ({ name, at: Date.parse(at) }));
    return { deadline: Date.parse(clock.deadline), levels };
  };
}

/** By when the customer of a P1 is to answer a question that left: an hour on its clock, up to a whole minute (promise.md section 7). */
async function untilOf({ desk }: Stage, { requester, clock: { start } }: Ticket): Promise<(left: number) => number> {
  const { terms } = firstClock(desk.settings, await desk.customers.find(requester.address), 1, start);
  const minutes = (ms: number) => Math.ceil(ms / 60_000) * 60_000;
  return (left) => minutes(Date.parse(dueOnClock(terms, 1, new Date(left).toISOString(), 3600)));
}

async function standsOtherwise(stage: Stage, ticket: Ticket, owed: Standing): Promise<string[]> {
  const messages = await messagesOf(stage.desk, ticket.id);
  const first = ticket.firstResponse && messages.find(({ key }) => key === ticket.firstResponse?.message);
  const whose = owed.last.isCustomers ? 'agent' : 'customer';
  const awaits = { waiting: 'agent', answered: whose, closed: 'nobody' }[owed.state];
  const found = {
    lines: messages.map(({ author, kind, text }) => `${author} ${kind}: ${text.trim()}`).sort(),
    state: ticket.state,
    awaits: awaitsOf(ticket),
    first: first && { text: first.text.trim(), met: ticket.firstResponse?.met },
    open: openEnds(ticket, messages),
  };
  const must = { lines: owed.lines.toSorted(), state: owed.state, awaits, first: owed.first, open: [] };
  return (Object.keys(must) as (keyof typeof must)[])
    .filter((name) => JSON.stringify(found[name]) !== JSON.stringify(must[name]))
    .map((name) => `${ticket.id} ${name}: ${JSON.stringify(found[name])} in place of ${JSON.stringify(must[name])}`);
}

/** Work that nobody has done although all was well for an hour. */
function openEnds(
  { opening, escalations, promiseChange, timer }: Ticket,
  messages: Awaited<ReturnType<typeof messagesOf>>,
): string[] {
  const relays = messages.flatMap(({ relay = { state: 'done' } }) => relay);
  const tasks = [opening, ...escalations.map(({ notice }) => notice), ...relays];
  if (promiseChange) tasks.push(promiseChange.notice);
  const open = tasks.filter(({ state }) => state !== 'done').map(({ state }) => `a task is ${state}`);
  return timer.next && !timer.registered ? [...open, 'its timer is not registered'] : open;
}
