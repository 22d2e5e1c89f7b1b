import type { Command, SnoozeUntil } from '../mail/commands.ts';
import { localInstant } from '../sla/local-instant.ts';
import { SlaError } from '../sla/sla-error.ts';
import type { Desk } from '../ticket/ports.ts';
import { changeTags } from './change-tags.ts';
import { snooze } from './snooze.ts';
import { splitNewest } from './split.ts';
import { type ByAgent, refusal } from './steps/change.ts';

/**
 * Does what an agent's mail asks of a ticket's place among the others; other commands ask nothing of it. Again changes nothing. Throws as
 * the API's would.
 */
export async function arrange(desk: Desk, command: Command, by: ByAgent): Promise<void> {
  if (command.name === 'tag') await changeTags(desk, { ...by, add: command.tags });
  if (command.name === 'untag') await changeTags(desk, { ...by, remove: command.tags });
  if (command.name === 'split') await splitNewest(desk, by);
  if (command.name === 'snooze') await snooze(desk, { ...by, until: untilOf(desk, command.until, by.at) });
}

const HOUR_MS = 3_600_000;

/** When what a command says is (ISO, UTC): so long after `at`, or in the desk's zone, in which mails to agents tell times. Null: at once. */
function untilOf({ settings }: Desk, until: SnoozeUntil, at: string): string | null {
  if (until === null) return null;
  if ('hours' in until) return new Date(Date.parse(at) + until.hours * HOUR_MS).toISOString();
  try {
    return localInstant(settings.defaults.timeZone, until.date, until.time);
  } catch (error) {
    if (!(error instanceof SlaError)) throw error;
    throw refusal('snoozedUntil', `${until.date} ${until.time} is no date and time: write it as 2026-12-01 09:00`);
  }
}
