import { DEAD_LETTERS, QUEUE_LATE_SECONDS, RUNBOOK, SILENT_PERIODS, SWEEP_MINUTES } from '../../../shared/alarms.ts';
import type { SweepNote } from '../../../shared/ticket/sweep-note.ts';
import type { Health, Pulse } from '../../../shared/use-cases/lead/health.ts';
import type { Known } from '../../../shared/use-cases/lead/known.ts';
import type { LeadWords } from '../words/lead-shape.ts';

/**
 * One part of the desk. `wrong`: the alarm of the section that is named is on, or will be within its minute; `look`: nobody knows, or it may go on.
 * `last`: when it last came (ISO, UTC). `links`: ids of tickets.
 */
export type Check = {
  name: string;
  state: 'fine' | 'look' | 'wrong';
  says: string;
  last?: string;
  normal: string;
  trouble?: { text: string; section?: string };
  links?: readonly string[];
};

const LATE_MINUTES = QUEUE_LATE_SECONDS / 60;

/** How each part of the desk is, in words. */
export function checksOf(health: Health, words: LeadWords): Check[] {
  return [
    ...health.queues.map((queue) => queueCheck(queue, words)),
    ...(health.canary === undefined ? [] : [canaryCheck(health.canary, words)]),
    sweepCheck(health.sweep, words),
    ...accountCheck(health.sweep, words),
  ];
}

function queueCheck({ name, depth }: Health['queues'][number], { health: words, unknown }: LeadWords): Check {
  const hasOwn = name !== 'schedules';
  const normal = hasOwn ? words.queueNormal(LATE_MINUTES) : words.deadNormal;
  const check = { name: words.queue[name], normal };
  if (depth === 'unknown') return { ...check, state: 'look', says: '', trouble: { text: unknown } };
  const { waiting, inHand, deadLetters } = depth;
  const dead = words.deadLetters(deadLetters);
  const says = hasOwn ? `${words.depth(waiting, inHand)}, ${dead}` : dead;
  if (deadLetters >= DEAD_LETTERS) {
    const trouble = { text: words.deadTrouble[name], section: RUNBOOK.deadLetters[name] };
    return { ...check, state: 'wrong', says, trouble };
  }
  if (!hasOwn || waiting === 0) return { ...check, state: 'fine', says };
  return {
    ...check,
    state: 'look',
    says,
    trouble: { text: words.queueWaits(LATE_MINUTES), section: RUNBOOK.waiting[name] },
  };
}

function canaryCheck(canary: Known<Pulse>, words: LeadWords): Check {
  const { health } = words;
  const limit = SILENT_PERIODS.canary * SWEEP_MINUTES;
  const lost = { text: health.canaryLost(limit), section: RUNBOOK.canaryLost };
  return pulseCheck(canary, words, { name: health.canary, normal: health.canaryNormal(SWEEP_MINUTES, limit), lost });
}

function sweepCheck(sweep: Health['sweep'], words: LeadWords): Check {
  const { health } = words;
  const limit = SILENT_PERIODS.sweep * SWEEP_MINUTES;
  const lost = { text: health.sweepSilent(limit), section: RUNBOOK.sweepSilent };
  const normal = health.sweepNormal(SWEEP_MINUTES, limit);
  const check = pulseCheck(sweep, words, { name: health.sweep, normal, lost });
  const note = sweep === 'unknown' ? undefined : sweep.note;
  const undone = undoneOf(note, words);
  if (check.state !== 'fine' || undone.length === 0) return check;
  const trouble = { text: undone.join(' '), section: RUNBOOK.sweepFails };
  return { ...check, state: 'wrong', trouble, links: note?.tickets ?? [] };
}

function undoneOf(note: SweepNote | undefined, { health }: LeadWords): string[] {
  const kinds = ['tickets', 'held', 'team', 'forms'] as const;
  return kinds.flatMap((kind) => (note && note.undone[kind] > 0 ? [health.undone[kind](note.undone[kind])] : []));
}

function pulseCheck(
  pulse: Known<Pulse>,
  { health: words, unknown }: LeadWords,
  { name, normal, lost }: Pick<Check, 'name' | 'normal'> & { lost: NonNullable<Check['trouble']> },
): Check {
  if (pulse === 'unknown') return { name, normal, state: 'look', says: '', trouble: { text: unknown } };
  if (pulse.last === undefined) return { name, normal, state: 'look', says: words.never };
  const check = { name, normal, says: words.last, last: pulse.last };
  return pulse.isSilent ? { ...check, state: 'wrong', trouble: lost } : { ...check, state: 'fine' };
}

/** How the mail service's account stood when the sweep last asked; nothing where it did not say. */
function accountCheck(sweep: Health['sweep'], { health: words }: LeadWords): Check[] {
  const account = sweep === 'unknown' ? undefined : sweep.note?.account;
  if (account === undefined) return [];
  const check = { name: words.account, says: '', normal: words.accountFine };
  const trouble = account.isPaused
    ? { text: words.paused, section: RUNBOOK.sendingPaused }
    : account.isQuotaNear
      ? { text: words.quotaNear, section: RUNBOOK.quotaNear }
      : undefined;
  return [trouble ? { ...check, state: 'wrong', trouble } : { ...check, state: 'fine' }];
}
