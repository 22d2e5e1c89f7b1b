import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import * as z from 'zod';

/** An event as a rule's target gets it: https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html */
const busEventSchema = z.object({
  version: z.literal('0'),
  id: z.string(),
  'detail-type': z.string(),
  source: z.string(),
  account: z.string(),
  time: z.string(),
  region: z.string(),
  resources: z.array(z.string()),
  detail: z.record(z.string(), z.unknown()),
});
export type BusEvent = z.infer<typeof busEventSchema>;

/** So many are kept when a desk starts: they are looked at, and nobody works on them. */
const MOST_KEPT = 10_000;

/** The events of a local bus, in the order in which they came; in a file, if there is one, a line each, whole or not there. */
export function eventLog(file?: string): {
  add(event: BusEvent): void;
  after(number: number): BusEvent[];
  count(): number;
} {
  const events = file !== undefined && existsSync(file) ? readLines(file) : [];
  if (file !== undefined)
    writeFileSync(file, events.map((each) => `${JSON.stringify(each)}\n`).join(''), { mode: 0o600 });
  return {
    add(event) {
      if (file !== undefined) appendFileSync(file, `${JSON.stringify(event)}\n`);
      events.push(event);
    },
    after: (number) => events.slice(number),
    count: () => events.length,
  };
}

function readLines(file: string): BusEvent[] {
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return lines.slice(-MOST_KEPT).flatMap((line) => {
    try {
      return busEventSchema.safeParse(JSON.parse(line)).data ?? [];
    } catch {
      // Cut short by a kill: whoever put it there was not told that it is.
      return [];
    }
  });
}
