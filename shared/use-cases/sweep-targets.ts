import { roleOf } from '../customer/agent.ts';
import { targetGivenUp } from '../mail/templates/target-given-up.ts';
import { METRIC } from '../names.ts';
import { digestReaders } from '../notify/held-readers.ts';
import { mailboxOf, type Recipient } from '../notify/post.ts';
import { postTeam } from '../notify/post-team.ts';
import { LONGEST_WAIT_SECONDS } from '../targets/answer-of.ts';
import type { Health, Tellings } from '../targets/ports.ts';
import type { Desk } from '../ticket/ports.ts';

const HOUR_MS = 3600_000;
/** From when on operators hear: most faults of others are over by then. */
const ALARM_MS = HOUR_MS;
/** From when on nothing goes there: Standard Webhooks names five days as usual. As many tries at least have failed by then. */
const GIVEN_UP_DAYS = 5;
/** The longest from a try to the next, of what is tried again. */
const BETWEEN_TRIES_MS = LONGEST_WAIT_SECONDS * 1000 + HOUR_MS;

/**
 * Looks how targets do: one that has failed for an hour is counted, for its alarm, at each sweep for as long as somebody tries; one whose tries have
 * failed for five days, or that has said that it is no more, is given up, of which the admins hear first, by a mail each. What the mail service
 * cannot take now is for the next sweep. Throws what a port throws.
 */
export async function sweepTargets(desk: Desk, tellings: Pick<Tellings, 'health' | 'giveUp'>): Promise<void> {
  const failing = (await tellings.health()).filter(({ failingSince }) => failingSince !== undefined);
  if (failing.some((each) => isLong(each, desk.now().getTime()))) desk.log.count(METRIC.targetFailing);
  const over = failing.filter((each) => each.isGone || isHopeless(each));
  for (const each of over.filter(({ givenUp }) => givenUp === undefined)) {
    if (!(await tellAdmins(desk, each))) continue;
    await tellings.giveUp(each.name, desk.now().toISOString());
    desk.log.error('a target was given up', { target: each.name, reason: each.why });
  }
}

/** Whether it has failed for an hour up to now (ms since 1970), as far as anybody knows: of what was set aside there are no more tries. */
function isLong({ failingSince = '', lastFailed = failingSince, isAside }: Health, now: number): boolean {
  const last = Date.parse(lastFailed);
  const knownUntil = isAside ? last : Math.min(now, last + BETWEEN_TRIES_MS);
  return knownUntil - Date.parse(failingSince) >= ALARM_MS && now - knownUntil < ALARM_MS;
}

/** Its tries have failed for so many days: one that failed once, and was asked nothing since, may be well. */
function isHopeless({ failingSince = '', lastFailed = failingSince, failures = 0 }: Health): boolean {
  const days = (Date.parse(lastFailed) - Date.parse(failingSince)) / (24 * HOUR_MS);
  return days >= GIVEN_UP_DAYS && failures >= GIVEN_UP_DAYS;
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
