import { ticketSchema } from '../../shared/ticket/ticket.ts';
import type { Stage } from './stage.ts';

/** What the table held: of each ticket its version, and of each item that it was there. */
export type Held = Map<string, number>;

/** What must hold after every step, whatever is away or broken. Gives what the table holds now. */
export function inspect({ desk, dead, wrong }: Stage, before: Held): Held {
  const held: Held = new Map();
  for (const [name, item] of desk.items) held.set(name, typeof item.version === 'number' ? item.version : 0);
  for (const [name, version] of before) {
    const now = held.get(name);
    if (now === undefined) wrong.push(`the item ${name} is gone`);
    else if (now < version) wrong.push(`the version of ${name} went from ${version} back to ${now}`);
  }
  for (const [name, item] of desk.items) {
    if (!name.endsWith(' TICKET')) continue;
    const { id, state, clock, escalations } = ticketSchema.parse(item);
    const top = clock.levels.at(-1)?.name;
    const isToldToTheTop = escalations.some((each) => each.clock === clock.version && each.level === top);
    if (state === 'waiting' && item.dueKey === undefined && !isToldToTheTop) {
      wrong.push(`${id} waits and nothing would ever look at it`);
    }
  }
  if (dead.length > 0) wrong.push(`set aside for good: ${dead.join(', ')}`);
  return held;
}
