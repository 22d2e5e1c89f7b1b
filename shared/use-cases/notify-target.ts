import { eventsOfVersion } from '../events/events-of.ts';
import { summaryOf } from '../events/summary.ts';
import type { TicketEvent } from '../events/ticket-event.ts';
import { requireTaken } from '../targets/answer-of.ts';
import { makeTarget } from '../targets/make-target.ts';
import { isStale, notificationOf } from '../targets/notification.ts';
import { listOf } from '../targets/on-duty.ts';
import type { TargetEntry, TargetsDesk, Told } from '../targets/ports.ts';
import { hearsMore, isFor } from '../targets/routes.ts';
import { safeFetch } from '../targets/safe-fetch.ts';
import type { StoredTarget } from '../targets/stored-target.ts';
import { AnothersTurn, type MailCall, type Notification, RateLimited, TargetRefused } from '../targets/target.ts';
import { hasTurn } from '../targets/turn.ts';
import type { Ticket } from '../ticket/ticket.ts';

/** How long one of a list waits for what becomes of the event at another of it, from when its own line first did, and how often it looks. */
const WAITS_FOR_OTHERS_MS = 5 * 60_000;
const LOOKS_AGAIN_SECONDS = 20;
/** Until somebody has mended what is stored of a target its line waits, and no other. */
const UNREADABLE_AGAIN_SECONDS = 300;

/**
 * Tells a target of an event, once.
 *
 * 1. Of a target that is removed or paused, and of what it was told already, nothing; one that was given up refuses.
 * 2. Read the ticket as it is now: what asks for something that was done meanwhile is stale, which a program is told all the same. That it was
 *    done is always told.
 * 3. In a list of contacts, only whoever's turn it is.
 * 4. Make the call; what became of it is noted, so that a repeat is not told twice. A crash between the two tells once more.
 *
 * Throws `RateLimited` for what is to be tried again, `AnothersTurn` where that is no failure, `TargetRefused` for what never will be, `UnreadableItem` of a ticket that somebody has to mend
 * first, and what a port throws.
 */
export async function notifyTarget(desk: TargetsDesk, { target: name, event }: TargetEntry): Promise<void> {
  const { targets, unreadable } = await desk.targets.all();
  if (unreadable.includes(name)) throw new RateLimited('what is stored of it cannot be read', UNREADABLE_AGAIN_SECONDS);
  const target = targets.find((each) => each.name === name);
  if (!target || target.paused) return desk.log.info('a target is told nothing', { target: name, event: event.id });
  const health = (await desk.tellings.health()).find((each) => each.name === name);
  if (health?.givenUp) throw new TargetRefused('it has failed for too long and is told nothing until it is mended');
  if (await desk.tellings.told(name, event.id)) return;
  const ticket = await desk.tickets.get(event.ticket.id);
  if (!ticket || !isFor(target, event, summaryOf(ticket))) return;
  if (ticket.flood && target.kind !== 'webhook') return;
  const { settings } = desk;
  const language = target.language ?? settings.defaults.language;
  const said = notificationOf(event, ticket, { settings, language, now: desk.now() });
  const list = listOf(target, targets);
  const rivals = await rivalsOf(desk, list, { said, event, ticket });
  // Its kind tells no such thing.
  if (list.length > 0 && !rivals.some((each) => each.name === name)) return;
  const told = (await whyLeft(desk, target, { said, rivals })) ?? (await send(desk, target, said));
  if (told) await desk.tellings.note(name, event.id, told, desk.now().toISOString());
}

/** Nobody has heard of it by that, and somebody may yet. */
const UNDECIDED: readonly Told[] = ['queued', 'refused'];

async function whyLeft(
  desk: TargetsDesk,
  target: StoredTarget,
  { said, rivals }: { said: Notification; rivals: readonly StoredTarget[] },
): Promise<Told | undefined> {
  if (target.kind !== 'webhook' && isStale(said.event.type, said.ticket)) return 'stale';
  // An incident is solved wherever it was made, whoever is on duty by then.
  if (said.action === 'resolve' && target.kind === 'pager-duty') return undefined;
  if (await hasTurn(desk, target, { targets: rivals, at: said.event.at })) return undefined;
  const others = rivals.filter(({ name }) => name !== target.name);
  const told = await Promise.all(others.map(({ name }) => desk.tellings.told(name, said.event.id)));
  if (told.some((what) => what && !UNDECIDED.includes(what))) return 'another’s turn';
  // Lines run side by side: whoever has the turn may yet fail at this very event, and then it is the next one's. How late all this is does not count:
  // after an outage nobody of the list has had their time yet.
  const since = await desk.tellings.waitsSince(target.name, said.event.id, desk.now().toISOString());
  if (desk.now().getTime() - Date.parse(since) >= WAITS_FOR_OTHERS_MS) return undefined;
  throw new AnothersTurn(LOOKS_AGAIN_SECONDS);
}

/** Those of a list that hear of this too, and whose kind tells it: nobody else has a turn. */
async function rivalsOf(
  { secrets, machineNow }: TargetsDesk,
  list: readonly StoredTarget[],
  { said, event, ticket }: { said: Notification; event: TicketEvent; ticket: Ticket },
): Promise<StoredTarget[]> {
  const all = withIt(event, ticket);
  const tell = list.map(async (each) => {
    if (!isFor(each, event, summaryOf(ticket)) || hearsMore(each, event, all)) return false;
    const made = makeTarget(each.kind, await secrets.of(each.name));
    return 'why' in made || made.target.call(said, machineNow()) !== undefined;
  });
  const isTold = await Promise.all(tell);
  return list.filter((_, index) => isTold[index]);
}

/** What came with an event, as far as the ticket's own trail still has it. */
function withIt(event: TicketEvent, ticket: Ticket): TicketEvent[] {
  return event.type === 'replied' ? [] : eventsOfVersion(ticket, ticket.audit, event.ticket.version);
}

/** Undefined: this kind of target does not tell such a thing. How it does is noted, of a mail by whoever sends it (`tell-contact.ts`). */
async function send(desk: TargetsDesk, { name, kind }: StoredTarget, said: Notification): Promise<Told | undefined> {
  const at = desk.now().toISOString();
  try {
    const made = makeTarget(kind, await desk.secrets.of(name));
    if ('why' in made) throw new TargetRefused(made.why);
    const call = made.target.call(said, desk.machineNow());
    if (!call) return undefined;
    if ('mailTo' in call) {
      await mail(desk, call, { name, said });
      return 'queued';
    }
    requireTaken(await safeFetch(call, desk.fetch), desk.machineNow());
    await desk.tellings.well(name, at);
    desk.log.info('a target was told', { target: name, event: said.event.id });
    return 'sent';
  } catch (error) {
    if (error instanceof RateLimited) await desk.tellings.failed(name, at, error.message);
    if (error instanceof TargetRefused)
      await desk.tellings.failed(name, at, error.message, { isGone: error.isGone, isAside: true });
    throw error;
  }
}

async function mail(
  { teamMail }: TargetsDesk,
  { mailTo: contact }: MailCall,
  { name, said }: { name: string; said: Notification },
) {
  const { event, ticket, language, isSample } = said;
  const entry = {
    contact,
    name,
    ticketId: ticket.id,
    what: event.type,
    at: event.at,
    language,
    event: event.id,
    ...(isSample && { isSample }),
  };
  const put = await teamMail.put([entry]);
  if (put.outcome !== 'done') throw new RateLimited(put.reason);
}
