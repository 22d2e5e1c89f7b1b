import { withPublic } from '../../ticket/clock.ts';
import { isBehind } from '../../ticket/heard.ts';
import type { Message } from '../../ticket/message.ts';
import { withOutside } from '../../ticket/outside.ts';
import { isReader, withParticipants, withProposed } from '../../ticket/participants.ts';
import type { Desk } from '../../ticket/ports.ts';
import { wokenBy } from '../../ticket/snooze.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { isKnownWriter, leastSure, type Writer } from '../../ticket/writer.ts';
import { heardBy } from './heard-by.ts';
import type { PeopleIn } from './people-in.ts';

type Joining = Omit<Parameters<typeof heardBy>[2], 'at' | 'heard' | 'from'> & {
  author: Message['author'];
  receivedAt: string;
  wakes: boolean;
  isCopy?: boolean;
  onlyProposes?: boolean | undefined;
  writerOn?: (ticket: Ticket) => Writer;
};

/**
 * What a message changes of its ticket: from outside it stands in sight; of one who belongs it is heard, and whom it copies read along, or are
 * proposed. Who its writer is, is asked of the ticket as it is then, each time: an agent may have said since who asks, or who reads.
 * `heardAs` says as whose it was taken last. `heard`: since when it could be read (ISO, UTC), or since now, where something was said or done here while it was
 * taken in; `existed`: another delivery stored it, and may have been heard; `isFiled`: it is a ticket of its own by now.
 */
export function joining(
  desk: Desk,
  addition: Joining,
  {
    message,
    heard: heardBefore,
    people,
    existed,
    isFiled,
  }: { message: Message; heard: string; people: PeopleIn; existed: boolean; isFiled: boolean },
): { joined: (ticket: Ticket) => Ticket; heardAs: () => Writer } {
  const { author, receivedAt: at, wakes, isCopy = false, writer, writerOn = () => writer } = addition;
  let heardAs = writer;
  const heardOn = (ticket: Ticket) =>
    !existed && isBehind(ticket, at, desk.now()) ? desk.now().toISOString() : heardBefore;
  const fromOutside = (ticket: Ticket) => {
    const heard = heardOn(ticket);
    const by = { address: message.by, ...(message.name && { name: message.name }) };
    const heardAt = heard === at ? {} : { heardAt: heard };
    const { key, verified } = message;
    const noted = withOutside(ticket, { message: key, at, ...heardAt, by, verified });
    // Of one who is proved to read along: perhaps they did not mean this ticket, and no list in sight would show it.
    return noted !== ticket && verified && isReader(ticket, by.address) ? wokenBy(noted, heard) : noted;
  };
  const joined = (ticket: Ticket) => {
    if (author !== 'customer' || isCopy) return ticket;
    heardAs = leastSure(writer, writerOn(ticket));
    // What nobody is to hear of moves nothing, so that it can be taken in when somebody says so.
    if (!wakes) return ticket;
    if (heardAs === 'outside') return isFiled ? ticket : fromOutside(ticket);
    if (!isKnownWriter(heardAs)) return ticket;
    const heard = heardOn(ticket);
    const known = heardBy(desk, ticket, { ...addition, writer: heardAs, at, heard, from: message.by });
    const named =
      heardAs === 'proved' && !addition.mayBeAnybodys && !addition.onlyProposes
        ? withParticipants(known, people.named)
        : withProposed(known, people.named, { later: true });
    return withPublic(withProposed(named, people.doubted, { later: true }), { at: heard, by: 'customer' });
  };
  return { joined, heardAs: () => heardAs };
}
