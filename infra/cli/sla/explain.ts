import { parseArgs } from 'node:util';
import { PLANS, type Plan, PRIORITIES, type Priority, type Terms } from '../../../shared/sla/terms.ts';
import { CommandError, type Io } from '../command.ts';
import { deskDefaults } from './defaults.ts';
import { explanation } from './explanation.ts';
import { readHolidays } from './holidays.ts';
import { readInstant } from './local-time.ts';
import { formatTrace } from './trace.ts';

const OPTIONS = {
  plan: { type: 'string' },
  priority: { type: 'string' },
  from: { type: 'string' },
  'time-zone': { type: 'string' },
  calendar: { type: 'string' },
  holidays: { type: 'string' },
  target: { type: 'string' },
  clock: { type: 'string' },
  json: { type: 'boolean' },
} as const;

/** `sla explain`: when the first response to one request is owed, and why. */
export async function explain(args: string[], io: Io): Promise<number> {
  const { values } = parseArgs({ args, options: OPTIONS });
  const { defaults, escalation, calendars } = deskDefaults();
  const plan = planOf(values.plan ?? defaults.plan);
  const priority = priorityOf(values.priority ?? String(defaults.priority));
  const timeZone = values['time-zone'] ?? defaults.timeZone;
  const note = (line: string) => io.stderr.write(`desk sla: ${line}\n`);
  const explained = explanation({
    terms: {
      plan,
      calendar: values.calendar ?? defaults.calendar,
      timeZone,
      ...quoteOf(priority, values.target, values.clock),
    },
    holidays: readHolidays((values.holidays ?? '').split(',')),
    priority,
    from: values.from === undefined ? Date.now() : readInstant(values.from, timeZone, note),
    ladder: escalation.levels,
    calendars,
  });
  if (explained.warning !== undefined) note(`warning: ${explained.warning}`);
  io.stdout.write(values.json ? `${JSON.stringify(explained, null, 2)}\n` : formatTrace(explained));
  return 0;
}

function planOf(text: string): Plan {
  const plan = PLANS.find((known) => known === text.toLowerCase());
  if (plan === undefined) throw new CommandError(`--plan ${text}: use ${PLANS.join(' or ')}`, 2);
  return plan;
}

function priorityOf(text: string): Priority {
  const priority = PRIORITIES.find((known) => String(known) === text);
  if (priority === undefined) throw new CommandError(`--priority ${text}: use ${PRIORITIES.join(', ')}`, 2);
  return priority;
}

/** What a quote may set above the page (promise.md section 4). */
function quoteOf(priority: Priority, target?: string, clock?: string): Pick<Terms, 'targets' | 'clocks'> {
  return {
    ...(target !== undefined && { targets: { [priority]: Number(target) } }),
    ...(clock !== undefined && { clocks: { [priority]: clock } }),
  };
}
