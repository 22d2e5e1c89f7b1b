import type { Message } from './message.ts';
import { GRACE_MS } from './timer.ts';

/** What became of an answer on its way to the requester (docs/promise.md section 5). Only `sent` counts as a response. */
export type Delivery = { state: 'sending' | 'parked' | 'sent' | 'refused' | 'withdrawn' | 'bounced'; reason?: string };

/** As far as it is stored; undefined for what goes to nobody but the team: customers' messages, and notes. */
export function deliveryOf({ author, kind, relay, left, notSent, undelivered }: Message): Delivery | undefined {
  if (author !== 'agent' || kind !== 'public') return undefined;
  if (undelivered !== undefined) return { state: 'bounced', reason: undelivered };
  if (left !== undefined) return { state: 'sent' };
  if (notSent) return { state: notSent.by === undefined ? 'refused' : 'withdrawn', reason: notSent.reason };
  return relay?.state === 'parked' ? { state: 'parked', reason: relay.reason } : { state: 'sending' };
}

/** An answer counts from the moment it reached the desk when it left within this time, else from when it left. */
export const MAY_TAKE_MS = 15 * 60_000;

/**
 * When an answer counts as given (ISO, UTC); undefined when it does not: it never left, or came back. One by phone was given then,
 * whatever becomes of the mail that confirms it.
 */
export function answeredAt({
  at,
  left,
  undelivered,
  givenByPhone,
}: Pick<Message, 'at' | 'left' | 'undelivered' | 'givenByPhone'>): string | undefined {
  if (givenByPhone !== undefined) return givenByPhone;
  if (left === undefined || undelivered !== undefined) return undefined;
  return Date.parse(left) - Date.parse(at) <= MAY_TAKE_MS ? at : left;
}

/** When the sweep must look at a message (ISO, UTC): its passing on broke off, or is parked. Undefined when nothing is open. */
export function messageDueAt({ relay, at }: Pick<Message, 'relay' | 'at'>): string | undefined {
  if (relay === undefined || relay.state === 'done') return undefined;
  return relay.state === 'parked' ? relay.again : new Date(Date.parse(at) + GRACE_MS).toISOString();
}

/** The first answer of these that has not left, and may yet: it is being sent, or is to leave as soon as the mail service takes it. */
export function answerUnderWay(messages: readonly Message[]): Message | undefined {
  const isUnderWay = (message: Message) =>
    deliveryOf(message)?.state === 'sending' && message.relay?.state === 'claimed';
  return parkedAnswer(messages) ?? messages.find(isUnderWay);
}

/** The first answer of these that is to leave as soon as the mail service takes it. */
export function parkedAnswer(messages: readonly Message[]): Message | undefined {
  return messages.find((message) => deliveryOf(message)?.state === 'parked');
}
