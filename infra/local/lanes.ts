import type { Message } from '@aws-sdk/client-sqs';

/** Batches that are worked on one after the other; of several lanes nothing is said. */
export type Lane = Message[][];

/** Messages that were taken together, as a function may be handed them: so many at once, and of each line of a queue that keeps lines in order. */
export function lanesOf(messages: readonly Message[], batchSize: number): Lane[] {
  const lines = Map.groupBy(messages, ({ Attributes }) => Attributes?.MessageGroupId);
  const unordered = lines.get(undefined) ?? [];
  lines.delete(undefined);
  return [
    ...batches(unordered, batchSize).map((each) => [each]),
    ...[...lines.values()].map((line) => batches(line, batchSize)),
  ];
}

/**
 * Works lanes off, so many side by side. `work` gives what it has done of a batch; what it has not ends its lane, since nothing may overtake it. Gives
 * what is done, and what was not begun, for that reason or because `isStopping`.
 */
export async function workOff(
  lanes: readonly Lane[],
  {
    atOnce,
    isStopping,
    work,
  }: { atOnce: number; isStopping: () => boolean; work: (batch: Message[]) => Promise<Message[]> },
): Promise<{ done: Message[]; left: Message[] }> {
  const result = { done: [] as Message[], left: [] as Message[] };
  const waiting = [...lanes];
  const worker = async () => {
    for (let lane = waiting.shift(); lane !== undefined; lane = waiting.shift()) {
      const left = [...lane];
      while (left.length > 0 && !isStopping()) {
        const batch = left.shift() ?? [];
        const done = await work(batch);
        result.done.push(...done);
        if (done.length < batch.length) break;
      }
      result.left.push(...left.flat());
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return result;
}

function batches(messages: readonly Message[], size: number): Message[][] {
  return Array.from({ length: Math.ceil(messages.length / size) }, (_, index) =>
    messages.slice(index * size, (index + 1) * size),
  );
}
