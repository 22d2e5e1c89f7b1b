import { type EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { BrokeOff, type Consumer } from '../events/consumer.ts';
import { eventsOf } from '../events/events-of.ts';
import { EVENT_SOURCE, type TicketEvent } from '../events/ticket-event.ts';

/** Entries of a call, and bytes of them all: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html */
const MOST_ENTRIES = 10;
const MOST_BYTES = 256 * 1024;

/** An event on its way, of which ticket it is, and which of the changes it came from. */
type Sent = { entry: PutEventsRequestEntry; ticket: string; from: number };

/** Puts what happened to tickets on a bus, of each in order, as far as the calls go: the bus itself keeps none. */
export function eventBus(client: EventBridgeClient, bus: string): Consumer {
  return (changes) =>
    send(
      client,
      bus,
      changes.flatMap((change, from) => eventsOf(change).map((event) => ({ event, from }))),
    );
}

/** Puts these events on a bus, likewise. Throws what the bus says of the first that it did not take: those before it are there. */
export function putEvents(client: EventBridgeClient, bus: string, events: readonly TicketEvent[]): Promise<void> {
  return send(
    client,
    bus,
    events.map((event, from) => ({ event, from })),
  );
}

async function send(
  client: EventBridgeClient,
  bus: string,
  events: readonly { event: TicketEvent; from: number }[],
): Promise<void> {
  const sent = events.map(({ event, from }) => ({ entry: entryOf(event, bus), ticket: event.ticket.id, from }));
  for (const call of callsOf(sent)) await put(client, call);
}

function entryOf(event: TicketEvent, EventBusName: string): PutEventsRequestEntry {
  return {
    EventBusName,
    Source: EVENT_SOURCE,
    DetailType: `ticket.${event.type}`,
    Time: new Date(event.at),
    Detail: JSON.stringify(event),
  };
}

/** As many a call as it takes, and of a ticket one: a call may be taken in part, and then a later event would overtake. */
function callsOf(sent: readonly Sent[]): Sent[][] {
  const calls: Sent[][] = [];
  let bytes = 0;
  for (const each of sent) {
    const call = calls.at(-1);
    const size = sizeOf(each.entry);
    const isFull =
      call === undefined ||
      call.length === MOST_ENTRIES ||
      bytes + size > MOST_BYTES ||
      call.some(({ ticket }) => ticket === each.ticket);
    bytes = isFull ? size : bytes + size;
    if (isFull) calls.push([each]);
    else call.push(each);
  }
  return calls;
}

/** As EventBridge counts it: the time is 14 bytes. */
function sizeOf({ Source = '', DetailType = '', Detail = '' }: PutEventsRequestEntry): number {
  return 14 + Buffer.byteLength(Source + DetailType + Detail);
}

/** A call may be taken in part: what each entry became is said beside it, in its order. */
async function put(client: EventBridgeClient, call: readonly Sent[]): Promise<void> {
  const begins = call[0]?.from ?? 0;
  const answer = await client
    .send(new PutEventsCommand({ Entries: call.map(({ entry }) => entry) }))
    .catch((error: unknown) => {
      throw new BrokeOff(begins, error instanceof Error ? `${error.name}: ${error.message}` : String(error), {
        cause: error,
      });
    });
  const { FailedEntryCount = 0, Entries = [] } = answer;
  if (FailedEntryCount === 0) return;
  const first = Entries.findIndex(({ ErrorCode }) => ErrorCode !== undefined);
  const { ErrorCode = 'unknown', ErrorMessage = '' } = Entries[first] ?? {};
  const cause = Object.assign(new Error(ErrorMessage), { name: ErrorCode });
  throw new BrokeOff(call[first]?.from ?? begins, `${ErrorCode}: ${ErrorMessage}`, { cause });
}
