import { ADA } from './mails.ts';
import type { Wait, Watch } from './owed.ts';
import type { Answer, News, Sent, Stage } from './stage.ts';

/** A mail that somebody must have by then. `by` in ms. */
export type Duty = { to: string; what: string; by: number; isDone: (mail: Sent) => boolean };

const BRUNO = 'bruno@support.example';
const AGENTS = [ADA, BRUNO];

/** Whom each level tells (promise.md section 6). */
export const CONTACTS: Record<string, string[]> = {
  warning: AGENTS,
  breach: [...AGENTS, 'lead@support.example'],
  critical: ['manager@support.example'],
};

const MINUTE = 60_000;

/** When all is well, what is owed has gone after this: a sweep every five minutes finds what nothing else has done. */
const SOON_MS = 10 * MINUTE;

/** After a trouble: what is parked is tried every quarter of an hour, and a sweep that fails sets back. */
const RECOVERY_MS = 45 * MINUTE;

/** How long a notice that a closing overtook is kept, should its ticket wait again. Whoever opens it again after that has read it, and its ladder tells. */
const OVERTAKEN_MS = 24 * 60 * MINUTE;

/** By when what is owed at `since` must be done. */
function latest(since: number, troubles: Stage['troubles']): number {
  let end = since + SOON_MS;
  for (const { from, to } of troubles.toSorted((a, b) => a.from - b.from)) {
    if (from <= end) end = Math.max(end, to + RECOVERY_MS);
  }
  return end;
}

/** When something may have come about of which its sender knows since `at`: its run may have broken before, or after. */
export function around(at: number, troubles: Stage['troubles']): [first: number, last: number] {
  const broken = troubles.filter(({ from, to, isMail }) => !isMail && from <= at && at <= to);
  return [Math.min(at, ...broken.map(({ from }) => from)), Math.max(at, ...broken.map(({ to }) => to))];
}

/**
 * Each level that a waiting ticket reaches tells its contacts, or a higher one does (promise.md section 6). Not when the next
 * one falls due before it can be told, which then speaks for both; nor when the ticket stops waiting before.
 */
export function levelDuties(
  ticket: string,
  waits: readonly Wait[],
  { troubles, sent }: Pick<Stage, 'troubles' | 'sent'>,
) {
  const duties: Duty[] = [];
  const withoutMail = troubles.filter(({ isMail }) => !isMail);
  for (const { clock, from, to } of waits) {
    for (const [index, { name, at }] of clock.levels.entries()) {
      const since = Math.max(at, from);
      const by = latest(since, troubles);
      const next = clock.levels[index + 1];
      if (by > to || (next && next.at <= latest(since, withoutMail))) continue;
      const higher = clock.levels.slice(index).map((level) => level.name);
      const [begun] = around(waits.find((wait) => wait.clock === clock)?.from ?? from, troubles);
      const isDone = (mail: Sent) =>
        mail.purpose === 'escalation' && mail.ticket === ticket && higher.includes(levelOf(mail)) && mail.at >= begun;
      // Known: when it stopped waiting while only some had been told, the others stay untold although it waits again.
      if (from > begun && sent.some((mail) => isDone(mail) && mail.at < from)) continue;
      for (const contact of CONTACTS[name] ?? [])
        duties.push({ to: contact, what: `${name} of ${ticket}`, by, isDone });
    }
  }
  return duties;
}

/** Who has not answered in time is told to each agent, with the command that lowers (promise.md section 7). */
export function watchDuties(
  ticket: string,
  watched: readonly (Watch & { to: number })[],
  troubles: Stage['troubles'],
): Duty[] {
  return watched.flatMap(({ until, to, isTold }) => {
    if (isTold) return [];
    const by = latest(until, troubles);
    const isDone = (mail: Sent) => mail.ticket === ticket && isUnresponsive(mail) && mail.at >= until - MINUTE;
    return by > to ? [] : AGENTS.map((agent) => ({ to: agent, what: `no answer on ${ticket}`, by, isDone }));
  });
}

/** Whether a mail says that the customer has not answered. */
export function isUnresponsive({ purpose, text }: Sent): boolean {
  return purpose === 'notice' && text.includes('#priority 2 customer-unresponsive');
}

/** The level that an escalation names, as its subject begins. */
export function levelOf({ subject }: Sent): string {
  return subject.split(':')[0]?.toLowerCase() ?? '';
}

/** What a new request, or a further message, makes the desk say: to its writer that it has come, to the agents what it is. */
export function newsDuties(
  { ticket, text, at, isNew }: News,
  waits: readonly Wait[],
  requester: string,
  troubles: Stage['troubles'],
): Duty[] {
  // An opening that the answer, or a closing, overtook would only confuse; it is owed again once the ticket waits again.
  const wait = waits.find(({ from, to }) => to >= latest(Math.max(at, from), troubles));
  if (isNew && !wait) return [];
  const by = latest(isNew && wait ? Math.max(at, wait.from) : at, troubles);
  const tells = (mail: Sent) => mail.purpose === 'notice' && mail.ticket === ticket && mail.text.includes(text);
  const before = isNew && wait ? waits[waits.indexOf(wait) - 1] : undefined;
  const isKept = !before || !wait || wait.from - before.to < OVERTAKEN_MS;
  const readers = isKept ? AGENTS : [];
  const duties = readers.map((to) => ({ to, what: `notice of "${text}"`, by, isDone: tells }));
  const greets = (mail: Sent) => mail.purpose === 'acknowledgement' && mail.ticket === ticket;
  return isNew ? [...duties, { to: requester, what: `acknowledgement of ${ticket}`, by, isDone: greets }] : duties;
}

/** An answer leaves for the requester, and the other agent hears of it; if it never can, its writer hears of that, at once or by mail. */
export function answerDuties(
  { ticket, text, at, isRefused }: Answer,
  requester: string,
  { troubles, refused, sent }: Pick<Stage, 'troubles' | 'refused' | 'sent'>,
): Duty[] {
  const by = latest(at, troubles);
  const refusedAt = refused.get(requester);
  const holds = (purpose: string) => (mail: Sent) =>
    mail.purpose === purpose && mail.ticket === ticket && mail.text.includes(text);
  const left = sent.find((mail) => mail.to === requester && holds('answer')(mail));
  const toRequester = { to: requester, what: `"${text}"`, by, isDone: holds('answer') };
  if (left) {
    const isDone = (mail: Sent) => mail.subject.startsWith('A colleague answered') && holds('notice')(mail);
    const toColleague = { to: BRUNO, what: `that "${text}" was answered`, by: latest(left.at, troubles), isDone };
    return [toRequester, toColleague];
  }
  if (refusedAt === undefined) return [toRequester];
  return isRefused ? [] : [{ to: ADA, what: `that "${text}" did not leave`, by, isDone: holds('notice') }];
}
