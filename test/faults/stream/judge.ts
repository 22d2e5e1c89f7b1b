import { factOf } from '../../../shared/report/fact-of.ts';
import { ticketWords } from '../../../shared/search/ticket-words.ts';
import { dayOfFact } from '../../../shared/ticket/fact.ts';
import type { Lived } from './lived.ts';
import { lived } from './lived.ts';
import { STREAM_FAULTS, type StreamFault } from './mortal.ts';
import { tellOnce } from './tell.ts';
import { type WorkedOff, workOff } from './work-off.ts';

/** A call that was hit, and what is wrong once all was worked off. */
export type StreamResult = StreamFault & { call: string; wrong: string[] };

/** Who makes a call, by its port. */
const CONSUMERS: Readonly<Record<string, string>> = {
  bus: 'stream: bus',
  directory: 'stream: targets',
  queue: 'stream: targets',
  facts: 'stream: facts',
  words: 'stream: words',
  tickets: 'stream: words',
  aside: 'stream: set aside',
};

/** Every call of the reader of the stream, and of telling a target, with every fault; by the name of who makes it. */
export async function streamResults(batch: number): Promise<Map<string, StreamResult[]>> {
  const found = new Map<string, StreamResult[]>();
  const add = (name: string, result: StreamResult) => found.set(name, [...(found.get(name) ?? []), result]);
  const past = await lived();
  const whole = await workOff(past, undefined, batch);
  const { calls } = await tellOnce(undefined);
  for (const how of STREAM_FAULTS) {
    for (const [at, call] of whole.calls.entries()) {
      const wrong = await workOff(past, { at, how }, batch).then(
        (done) => differences(past, done),
        (error: unknown) => [String(error)],
      );
      add(CONSUMERS[call.split('.')[0] ?? ''] ?? call, { at, how, call, wrong });
    }
    for (const [at, call] of calls.entries()) {
      const wrong = await tellOnce({ at, how }).then(
        // Once more is what a crash after the call costs; never is what it must not.
        ({ mailed }) => (mailed >= 1 && mailed <= 2 ? [] : [`mailed ${mailed} times`]),
        (error: unknown) => [String(error)],
      );
      add('targets: call', { at, how, call, wrong });
    }
  }
  return found;
}

/** What differs from what the tickets are owed: their events in order, on the bus and on the line, their facts and words, and one set aside. */
async function differences({ desk, tickets }: Lived, done: WorkedOff): Promise<string[]> {
  const wrong: string[] = [];
  const idsOf = (ids: readonly string[], ticket: string) =>
    [...new Set(ids)].filter((id) => id.startsWith(`${ticket}.`));
  const check = (what: string, is: unknown, owed: unknown) => {
    if (JSON.stringify(is) !== JSON.stringify(owed))
      wrong.push(`${what}: ${JSON.stringify(is)} in place of ${JSON.stringify(owed)}`);
  };
  const queued = done.queued.map((body) => JSON.parse(body).event.id as string);
  for (const ticket of tickets) {
    const told = desk.told.filter((event) => event.ticket.id === ticket);
    const routed = told.filter(({ type }) => ['opened', 'assigned', 'responded'].includes(type));
    check(
      'bus',
      idsOf(
        done.taken.map(({ id }) => id),
        ticket,
      ),
      told.map(({ id }) => id),
    );
    check(
      'line',
      idsOf(queued, ticket),
      routed.map(({ id }) => id),
    );
    const now = await desk.tickets.get(ticket);
    if (!now) continue;
    const fact = factOf(now, desk.settings);
    const { facts } = await done.facts.ofDay(fact ? dayOfFact(fact) : '');
    check(
      'fact',
      facts.find((each) => each.ticket === ticket),
      fact,
    );
    const record = await done.words.of(ticket);
    const owed = ticketWords(now, (await desk.tickets.messages(ticket)).messages);
    check('words', record?.words.split(' ').toSorted(), owed.toSorted());
    check('open', record?.open, undefined);
    for (const word of record?.words.split(' ') ?? ['none']) {
      const hits = await done.words.find(word, { isBeginning: false, most: 10 });
      if (!hits.some((hit) => hit.ticket === ticket)) wrong.push(`not found by ${word}`);
    }
  }
  check('set aside', [...new Set(done.lost.map(({ pk }) => pk))], ['TICKET#T-SPOILT']);
  return wrong;
}
