import type { EventType, TicketEvent } from '../events/ticket-event.ts';
import type { Language } from '../language.ts';
import type { Priority } from '../sla/terms.ts';

/** What a notification asks of its reader: somebody has to act, nobody has to any more, or it is only told. */
export type Action = 'trigger' | 'resolve' | 'tell';

/** An incident ends with the first response, or with the ticket. */
export function isSolved(type: EventType): boolean {
  return type === 'responded' || type === 'closed';
}

/** What a target may know of the ticket, as it stands when it is told. */
export type TicketView = {
  id: string;
  /** The customer's own words, as long as they are: each target cuts them to what it takes. */
  subject: string;
  priority: Priority;
  /** It waits for its first response; and its deadline has passed. */
  waits: boolean;
  isOverdue: boolean;
  /** The ticket in the console. */
  link: string;
};

/** What is told, in words of the target's language; each target writes it in its own form and escapes it for itself. */
export type Notification = {
  event: TicketEvent;
  ticket: TicketView;
  action: Action;
  /** One line of ours, with the ticket's number and none of a customer's words. */
  title: string;
  /** Label and value: priority, plan, customer, deadline. */
  facts: readonly { label: string; value: string }[];
  /** Of the link to the ticket. */
  open: string;
  language: Language;
  /** Made by an admin to see whether it arrives (`desk targets test`). */
  isSample: boolean;
};

/** A request to somebody outside, by POST. */
export type HttpCall = { url: string; headers: Record<string, string>; body: string };

/** A mail by the desk's own ways: the team's queue takes it, and whoever mails it reads the ticket again for what it says. */
export type MailCall = { mailTo: string };

export type Call = HttpCall | MailCall;

/** A way to tell somebody outside. Undefined: this one does not tell such a thing. `now` is the machine's time, which signatures go by. */
export type Target = { call(said: Notification, now: Date): Call | undefined };

/** Nobody took it, and somebody may later: not before `retryAfter` seconds, where the target said so. */
export class RateLimited extends Error {
  readonly retryAfter: number | undefined;

  constructor(reason: string, retryAfter?: number) {
    super(reason);
    this.name = 'RateLimited';
    this.retryAfter = retryAfter;
  }
}

/** Another one of its list may be told yet: it waits, which is nobody's failure. */
export class AnothersTurn extends RateLimited {
  constructor(retryAfter: number) {
    super('another of its list has not been told yet', retryAfter);
    this.name = 'AnothersTurn';
  }
}

/** Trying again would not help: it will never take this. `isGone`: nor anything else, it has said that it is no more. */
export class TargetRefused extends Error {
  readonly isGone: boolean;

  constructor(reason: string, { isGone = false } = {}) {
    super(reason);
    this.name = 'TargetRefused';
    this.isGone = isGone;
  }
}
