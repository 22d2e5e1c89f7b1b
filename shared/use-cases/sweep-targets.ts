import { roleOf } from '../customer/agent.ts';
import { targetGivenUp } from '../mail/templates/target-given-up.ts';
import { METRIC } from '../names.ts';
import { digestReaders } from '../notify/held-readers.ts';
import { mailboxOf, type Recipient } from '../notify/post.ts';
import { postTeam } from '../notify/post-team.ts';
import type { Health, Tellings } from '../targets/ports.ts';
import type { Desk } from '../ticket/ports.ts';

const HOUR_MS = 3600_000;
/** From when on operators hear: most faults of others are over by then. */
const ALARM_MS = HOUR_MS;
/** From when on nothing goes there: Standard Webhooks names five days as usual. */
const GIVEN_UP_DAYS = 5;

/**
 * Looks how targets do: one that has failed for an hour is counted, for its alarm, at each sweep until it is mended; one that has failed for
 * five days, or has said that it is no more, is given up, of which the admins hear first, by a mail each. What the mail service cannot take
 * now is for the next sweep. Throws what a port throws.
 */
export async function sweepTargets(desk: Desk, tellings: Pick<Tellings, 'health' | 'giveUp'>): Promise<void> {
  const failing = (await tellings.health()).filter(({ failingSince }) => failingSince !== undefined);
  const age = ({ failingSince = '' }: Health) => desk.now().getTime() - Date.parse(failingSince);
  if (failing.some((each) => age(each) >= ALARM_MS)) desk.log.count(METRIC.targetFailing);
  const over = failing.filter((each) => each.isGone || age(each) >= GIVEN_UP_DAYS * 24 * HOUR_MS);
  for (const each of over.filter(({ givenUp }) => givenUp === undefined)) {
    if (!(await tellAdmins(desk, each))) continue;
    await tellings.giveUp(each.name, desk.now().toISOString());
    desk.log.error('a target was given up', { target: each.name, reason: each.why });
  }
}

/** False: one of them cannot be told now. */
async function tellAdmins(desk: Desk, health: Health): Promise<boolean> {
  const { settings } = desk;
  const { name, failingSince = '', failures = 0, why = '', isGone = false } = health;
  const { language, timeZone } = settings.defaults;
  const head = { language, timeZone, deskName: settings.deskName, stage: settings.stage };
  const content = targetGivenUp({ ...head, name, failingSince, failures, why, isGone, days: GIVEN_UP_DAYS });
  let isToldAll = true;
  for (const admin of await adminsOf(desk)) {
    const limit = { name: `${name} given up: ${admin.address}`, mostADay: 1 };
    const about = `the target ${name}, which was given up`;
    const { result } = await postTeam(desk, admin, { content, purpose: 'notice', about, limit });
    if (result.outcome === 'later') isToldAll = false;
  }
  return isToldAll;
}

/** Of a desk that names no admin, whoever reads of what is held. */
async function adminsOf(desk: Desk): Promise<readonly Recipient[]> {
  const agents = await desk.agents.list();
  const admins = agents.filter((agent) => roleOf(agent) === 'admin').map(mailboxOf);
  return admins.length > 0 ? admins : digestReaders({ agents, settings: desk.settings, now: desk.now() }).people;
}
