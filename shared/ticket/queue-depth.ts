import type { QueueName } from '../alarms.ts';

/** How many messages a queue has, about: what can be taken now, what somebody has in hand or is tried again later, and its dead letters. */
export type QueueDepth = { waiting: number; inHand: number; deadLetters: number };

export type Queues = {
  /** How full a queue is; undefined: this desk has none of that name. Throws what the queue says. Only the console and the API may ask. */
  depth(name: QueueName): Promise<QueueDepth | undefined>;
};
