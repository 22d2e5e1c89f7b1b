import { isTimeZone } from '../../../shared/sla/zone.ts';
import { whyNeverAsked } from '../../../shared/targets/safe-fetch.ts';
import type { StoredTarget } from '../../../shared/targets/stored-target.ts';
import { isOwnAddress } from '../../../shared/ticket/desk-addresses.ts';
import type { TargetsOfDesk } from './open.ts';

/** Why nothing would ever reach a target of this desk, although it is written as one should be; undefined when nothing is known against it. */
export function whyNeverTold(
  { routes, turn }: Pick<StoredTarget, 'routes' | 'turn'>,
  secret: Record<string, unknown>,
  { settings, fetch }: Pick<TargetsOfDesk, 'settings' | 'fetch'>,
): string | undefined {
  const levels = settings.escalation.levels.map(({ name }) => name);
  const unknown = routes.flatMap((route) => route.levels ?? []).find((level) => !levels.includes(level));
  if (unknown !== undefined) return `no level is called ${JSON.stringify(unknown)}; there are ${levels.join(', ')}`;
  const { url, to, calendar } = secret;
  if (typeof to === 'string' && isOwnAddress(settings, to)) return `${to} is the desk's own address`;
  for (const address of [url, calendar]) {
    const why = typeof address === 'string' ? whyNeverAsked(address, fetch) : undefined;
    if (why !== undefined) return why;
  }
  return turn?.timeZone === undefined || isTimeZone(turn.timeZone)
    ? undefined
    : `its turn: ${JSON.stringify(turn.timeZone)} is no time zone; write one as Europe/Rome`;
}
