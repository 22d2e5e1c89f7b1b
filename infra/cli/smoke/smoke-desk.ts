import type { OutgoingMail } from '../../../shared/mail/outgoing.ts';
import type { Outcome } from '../../../shared/outcome.ts';
import type { Desk } from '../../../shared/ticket/ports.ts';

/** A source of forms that can be posted to, and what signs for it. */
export type SmokeSource = { name: string; secret: string };

/** What a smoke run works on. */
export type SmokeDesk = {
  desk: Desk;
  /** How much of the desk's time passes in a second of this machine's. */
  speed: number;
  /** Hands a mail to the way by which customers' mail comes in. */
  mail(mail: OutgoingMail): Promise<Outcome>;
  /** A source that takes a post as it is, if there is one. */
  source(): Promise<SmokeSource | undefined>;
  /** An HTTP request to the desk's doors; the body of its answer as JSON, undefined when it is none. Throws when there is no answer in `ms`. */
  ask(
    path: string,
    request: { method?: string; headers: Record<string, string>; body?: string },
    ms: number,
  ): Promise<{ status: number; json: unknown }>;
  /** For the agents' API. */
  token: string | undefined;
};
