import { atStage } from '../../../shared/at-stage.ts';
import { STATES } from '../../../shared/ticket/ticket.ts';
import type { Inventory, OpenClock } from './inventory.ts';
import { type Line, named } from './line.ts';

/** What an admin does about what came and went since the moment that was gone back to. */
const REPLAY = 'desk replay, from that moment on; what is no mail or form, by hand (docs/runbook.md, A restore)';

/** What of the older tables the newer ones, which were made from them, do not have; and whether a promise is among it. */
export function compare(older: Inventory, newer: Inventory, stage?: string): Line[] {
  const at = atStage(stage);
  return [
    ...STATES.map((state) => count(`tickets ${state}`, [older.tickets[state], newer.tickets[state]], REPLAY)),
    count('messages', [older.messages, newer.messages], REPLAY),
    count('held mails', [older.held, newer.held], REPLAY),
    count('customers', [older.customers, newer.customers], `desk customers import FILE${at}, with the newest file`),
    count('agents', [older.agents, newer.agents], `desk agents import FILE${at}, with the newest file`),
    promises(older, newer),
    otherClocks(older, newer),
    owedAgain(older, newer),
  ];
}

function count(name: string, [older, newer]: [number, number], mend: string): Line {
  const check = `before, after: ${name}`;
  if (older === newer) return { check, verdict: 'ok', says: String(older) };
  return { check, verdict: 'differs', says: `${older} became ${newer}`, mend };
}

/** A first response that is owed no more, or later. */
function promises({ clocks: older }: Inventory, { clocks: newer }: Inventory): Line {
  const check = 'before, after: promises';
  const owed = [...older.values()].filter(hasDeadline);
  const lost = owed.filter(({ id, deadline }) => {
    const now = newer.get(id)?.deadline;
    return now === undefined || now > deadline;
  });
  if (lost.length === 0) return { check, verdict: 'ok', says: `all ${owed.length} are owed still, and by then` };
  const says = `owed no more, or later: ${named(
    lost.map(({ id }) => id),
    'ticket',
  )}`;
  return { check, verdict: 'lost', says, mend: REPLAY };
}

function otherClocks({ clocks: older }: Inventory, { clocks: newer }: Inventory): Line {
  const check = 'before, after: questions and snoozes';
  const others = [...older.values()].filter((clock) => !hasDeadline(clock));
  const gone = others.filter(({ id }) => !newer.has(id));
  if (gone.length === 0) return { check, verdict: 'ok', says: `all ${others.length} are open still` };
  const says = `agents are not told when they end: ${named(
    gone.map(({ id }) => id),
    'ticket',
  )}`;
  return { check, verdict: 'differs', says, mend: 'ask or snooze again' };
}

function owedAgain({ clocks: older }: Inventory, { clocks: newer }: Inventory): Line {
  const check = 'before, after: owed again';
  const again = [...newer.values()].filter(({ id, deadline }) => deadline !== undefined && !older.get(id)?.deadline);
  if (again.length === 0) return { check, verdict: 'ok', says: 'none' };
  const says = `answered or closed since, and would escalate: ${named(
    again.map(({ id }) => id),
    'ticket',
  )}`;
  return { check, verdict: 'differs', says, mend: 'desk replay; then answer or close what is left once more' };
}

function hasDeadline(clock: OpenClock): clock is OpenClock & { deadline: string } {
  return clock.deadline !== undefined;
}
