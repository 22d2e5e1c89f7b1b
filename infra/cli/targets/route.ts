import { EVENT_TYPES, type EventType } from '../../../shared/events/ticket-event.ts';
import type { Kind } from '../../../shared/targets/stored-target.ts';
import { CommandError, type Io } from '../command.ts';
import { readJson } from './read-json.ts';

const TEXT = { type: 'string' } as const;

/** Options that make a route, each a list with commas; or a file with several, as JSON. */
export const ROUTE = {
  on: TEXT,
  level: TEXT,
  priority: TEXT,
  plan: TEXT,
  door: TEXT,
  customer: TEXT,
  routes: TEXT,
} as const;

/** What a person wants to hear of, a pager has to, and a program may. */
const USUAL: Record<'people' | 'pager' | 'program', readonly EventType[]> = {
  people: ['breached', 'escalated', 'undelivered'],
  pager: ['breached', 'escalated', 'reopened', 'undelivered', 'responded', 'closed'],
  program: EVENT_TYPES,
};
const OF_KIND: Record<Kind, keyof typeof USUAL> = {
  slack: 'people',
  teams: 'people',
  mail: 'people',
  'pager-duty': 'pager',
  webhook: 'program',
};

/** The routes that these options say, unchecked; what happens is the usual of the kind where they do not. */
export async function routesFrom(
  kind: Kind,
  { routes, on, level, priority, plan, door, customer }: { [option in keyof typeof ROUTE]?: string | undefined },
  io: Io,
): Promise<unknown> {
  if (routes !== undefined) {
    if ([on, level, priority, plan, door, customer].some((each) => each !== undefined))
      throw new CommandError(
        '--routes has all of it: leave --on, --level, --priority, --plan, --door and --customer out',
        2,
      );
    return readJson(routes, io);
  }
  const parts = {
    levels: level,
    priorities: priority?.replace(/\bp(?=[1-4])/gi, ''),
    plans: plan,
    doors: door,
    customers: customer,
  };
  const given = Object.entries(parts).flatMap(([part, text]) =>
    text === undefined ? [] : [[part, listOf(text)] as const],
  );
  return [{ on: on === undefined ? USUAL[OF_KIND[kind]] : listOf(on), ...Object.fromEntries(given) }];
}

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean);
}
