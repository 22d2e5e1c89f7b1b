import { around, CONTACTS, isUnresponsive, levelOf } from './duties.ts';
import type { Wait, Watch } from './owed.ts';
import type { Sent, Stage } from './stage.ts';

/** How much later than a change a mail may go that was on its way. In ms. */
const EDGE_MS = 60_000;

/** By how much a timer may be early (`escalate.ts`). In ms. */
const EARLY_MS = 60_000;

/** Who hears of a changed promise, and how often it can have changed at most. */
type Told = { requester: string; changes: number };

/** Mails about a ticket that should not have gone: of what was not so, or twice with nothing to excuse it. */
export function excess(
  stage: Stage,
  ticket: string,
  { waits, watched, ...told }: Told & { waits: readonly Wait[]; watched: readonly (Watch & { to: number })[] },
): string[] {
  const mails = stage.sent.filter((mail) => mail.ticket === ticket);
  const known = waits.map(({ clock, from, to }, index) => ({
    clock,
    from: index === 0 ? 0 : around(from, stage.troubles)[0],
    to: around(to, stage.troubles)[1],
  }));
  return [
    ...mails.filter((mail) => isUntrue(mail, known)).map((mail) => `untrue: ${nameOf(mail)}`),
    ...mails
      .filter((mail) => isUnresponsive(mail) && !watched.some((watch) => isMissed(watch, mail, stage.troubles)))
      .map((mail) => `untrue: ${nameOf(mail)}`),
    ...repeated(mails, stage.crashes, { waits, watched, ...told }),
  ];
}

/** The customer had not answered by then, when a mail said so. */
function isMissed({ until, to }: Watch & { to: number }, mail: Sent, troubles: Stage['troubles']): boolean {
  return mail.at >= until - EARLY_MS && mail.at <= around(to, troubles)[1] + EDGE_MS;
}

/** An acknowledgement or an escalation of a ticket that does not wait, or of a level that is not reached. */
function isUntrue(mail: Sent, waits: readonly Wait[]): boolean {
  const during = waits.filter(({ from, to }) => mail.at >= from && mail.at <= to + EDGE_MS);
  if (mail.purpose === 'acknowledgement') return during.length === 0;
  if (mail.purpose !== 'escalation') return false;
  const level = levelOf(mail);
  const isReached = ({ clock }: Wait) =>
    clock.levels.some(({ name, at }) => name === level && at <= mail.at + EARLY_MS);
  // A deadline that had passed stays missed, whatever the clock was changed to since: whoever was not told then is told now.
  const wasMissed = ({ clock, to }: Wait) =>
    to <= mail.at && clock.levels.some(({ name, at }) => name === level && at >= clock.deadline && at <= to);
  const isTrue = during.some(isReached) || (during.length > 0 && waits.some(wasMissed));
  return !isTrue || !CONTACTS[level]?.includes(mail.to);
}

/** A level may be told once for each clock of a ticket, all else once. A crash in between excuses one that comes again. */
function repeated(
  mails: readonly Sent[],
  crashes: readonly number[],
  { waits, watched, requester, changes }: Told & { waits: readonly Wait[]; watched: readonly Watch[] },
): string[] {
  const clocks = new Set(waits.map(({ clock }) => clock)).size;
  return Object.entries(Object.groupBy(mails, nameOf)).flatMap(([name, same = []]) => {
    const again = same.filter((mail, index) => {
      const before = same[index - 1];
      return before && !crashes.some((at) => at >= before.at && at <= mail.at);
    });
    const isOfWatch = same.some(isUnresponsive);
    const isOfPromise = same.some(({ purpose, to }) => purpose === 'notice' && to === requester);
    const mayRepeat = () => {
      if (isOfPromise) return changes - 1;
      if (isOfWatch) return watched.length - 1;
      if (name.startsWith('escalation')) return clocks - 1;
      // Each changed promise that the customer could not be told is told of, beside what else they did not get.
      return name.startsWith(UNSENT) ? changes : 0;
    };
    return again.length > mayRepeat() ? [`${again.length} times too often: ${name}`] : [];
  });
}

const UNSENT = 'The customer did not get our mail';

/** Notices with the words of a message that is told of in another one, too. */
const OTHER_NOTICE = new RegExp(`${UNSENT}|A colleague answered`);

/** What a mail is, for telling it from others. */
function nameOf(mail: Sent): string {
  if (isUnresponsive(mail)) return `unresponsive ${mail.ticket} to ${mail.to}`;
  const about = mail.purpose === 'escalation' ? levelOf(mail) : (/topic-\d+\b/.exec(mail.text)?.[0] ?? '');
  const kind = OTHER_NOTICE.exec(`${mail.subject}\n${mail.text}`)?.[0] ?? mail.purpose;
  return `${kind} ${mail.ticket} ${about} to ${mail.to}`;
}
