import { isRequester } from '../ticket/participants.ts';
import type { Desk } from '../ticket/ports.ts';
import { disputesSpam } from '../ticket/reopen.ts';
import { TaskBusy } from '../ticket/task.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { isKnownWriter, writerOf } from '../ticket/writer.ts';
import { appendMessage } from '../use-cases/append-message.ts';
import { linkBack } from '../use-cases/link-back.ts';
import { withRelease } from '../use-cases/open-ticket.ts';
import { getTicket, update } from '../use-cases/steps/update.ts';
import { type CameByLink, type FoundMessage, findMessage, type Place } from './find-message.ts';
import { newlyDeclared } from './newly-declared.ts';
import { openFromLink } from './open-from-link.ts';
import { openPageAgain } from './open-from-page.ts';
import { isRequest, opensAnew } from './opens-anew.ts';
import type { PageMessage } from './page-request.ts';
import { placedAgain } from './placed-again.ts';
import { notePutElsewhere } from './put-elsewhere.ts';

type FoundToTake = Exclude<FoundMessage, { is: 'used' }>;

/** Where it went. `staysSpam`: that ticket was closed as spam and still is, so that nobody has heard of it. */
type Taken = { ticket: Ticket; staysSpam: boolean };

/**
 * Takes in a message by link where it was found to go: it joins its ticket, or opens one of its own, as a mail to its reader's signed address
 * would (docs/promise.md section 5). Throws what a port throws, and `TaskBusy`: repeating it does nothing twice.
 */
export async function takeMessage(
  desk: Desk,
  message: PageMessage,
  came: CameByLink,
  found: FoundToTake,
): Promise<Taken> {
  return placedAgain(async (tried) => {
    const place = tried === 1 ? found : await findMessage(desk, message, came);
    if (place.is === 'used') throw new TaskBusy();
    return take(desk, message, came, place);
  });
}

async function take(desk: Desk, message: PageMessage, came: CameByLink, found: FoundToTake): Promise<Taken> {
  if (found.is === 'settled') return { ticket: found.ticket, staysSpam: false };
  if (found.is === 'opener') return opened(desk, await openPageAgain(desk, found.ticket, message));

  const { goesOn } = found;
  const { source, receivedAt, released } = came;
  // Whoever holds a reader's link is that reader, and nobody else once they read no more.
  const who = { address: message.reader, isProved: false, toSignedAddress: true, isRobot: false };
  const writerOn = (on: Ticket) => writerOf(on, who);
  const writer = writerOn(goesOn);
  const said = saidIn(message, found.ticket);
  const route = { ticket: goesOn, by: 'address', source, as: 'customer', writer } as const;
  // Let out, it is the word of the team that the ticket is no spam.
  const follows = released && isSpam(goesOn) ? undefined : await opensAnew(desk, said, route, receivedAt);
  if (!follows) {
    if (goesOn.id !== found.ticket.id) await notePutElsewhere(desk, found.ticket, { source, on: goesOn.id });
    return join(desk, message, came, { goesOn, warnings: found.warnings, writerOn, said });
  }
  const { priority } = follows;
  return opened(desk, await openFromLink(desk, message, found, came, { from: said.from, priority }));
}

async function opened(desk: Desk, ticket: Ticket): Promise<Taken> {
  await linkBack(desk, ticket);
  return { ticket, staysSpam: false };
}

/** What a message says, by its reader's name on the ticket that they wrote to. */
function saidIn({ reader, text, priority }: PageMessage, ticket: Ticket) {
  const { requester, participants } = ticket;
  const name = isRequester(ticket, reader)
    ? requester.name
    : participants.find(({ address }) => address === reader)?.name;
  const from = { address: reader, ...(name && { name }) };
  return { from, subject: '', replyText: text, ...(priority && { chosen: priority }) };
}

type Joining = Pick<Place, 'goesOn' | 'warnings'> & {
  writerOn: (on: Ticket) => ReturnType<typeof writerOf>;
  said: ReturnType<typeof saidIn>;
};

async function join(
  desk: Desk,
  { text, files }: PageMessage,
  { source, raw, receivedAt, released }: CameByLink,
  { goesOn, warnings, writerOn, said }: Joining,
): Promise<Taken> {
  const { from } = said;
  const writer = writerOn(goesOn);
  const isKnown = isKnownWriter(writer);
  const ticket = released
    ? await update(desk, goesOn, (current) => withRelease(current, released, desk.now().toISOString()))
    : goesOn;
  const dispute = { at: receivedAt, from: from.address, isKnown };
  const isNoSpam = released !== undefined;
  const staysSpam = isKnown && isSpam(ticket) && !isNoSpam && !disputesSpam(ticket, dispute, desk.settings);
  const declares = await newlyDeclared(desk, ticket, said);
  const isRequestOn = (on: Ticket) =>
    isRequest(on, desk.settings, { from: from.address, priority: declares, receivedAt });
  await appendMessage(desk, {
    ticket,
    author: 'customer',
    mail: { from, to: [], cc: [], text, replyText: text, attachments: files },
    source,
    receivedAt,
    raw,
    verified: false,
    writer,
    writerOn,
    isRequestOn,
    declares,
    wakes: !staysSpam,
    isNoSpam,
    warnings,
  });
  return { ticket: await getTicket(desk, goesOn.id), staysSpam };
}

function isSpam({ state, cancelled }: Ticket): boolean {
  return state === 'closed' && cancelled === 'spam';
}
