import * as z from 'zod';
import type { MortalDesk } from './mortal-desk.ts';

const sentSchema = z.array(
  z.object({
    messageId: z.string(),
    at: z.iso.datetime(),
    destinations: z.array(z.string()),
    header: z.array(z.object({ name: z.string(), value: z.string() })),
    tags: z.array(z.object({ name: z.string(), value: z.string() })),
  }),
);

/** A mail of the desk's to a customer: the ticket it is of, and the signed address that a reply goes to. */
export type CustomerMail = {
  to: string;
  ticket: string;
  /** Machine time in ms. */
  at: number;
  replyTo: string;
  purpose: string;
};

/**
 * What the desk sent to customers. Its mailbox is in memory and dies with it, so it is read all the time and once more before each
 * kill: a mail that leaves in the milliseconds between is not seen.
 */
export function readOutbox(desk: MortalDesk) {
  const mails = new Map<string, CustomerMail>();
  let seen = '';
  return {
    mails: () => [...mails.values()],
    /** Takes in what was sent since the last look. Does nothing while the desk is down. */
    async look(): Promise<void> {
      const { mailbox } = desk.current().running;
      const answer = await fetch(`${mailbox}/sent?since=${seen}`)
        .then((response) => response.json())
        .catch(() => []);
      for (const { messageId, at, destinations, header, tags } of sentSchema.parse(answer)) {
        seen = at > seen ? at : seen;
        const tag = (name: string) => tags.find((each) => each.name === name)?.value ?? '';
        if (tag('to') !== 'customer') continue;
        const replyTo = header.find(({ name }) => name.toLowerCase() === 'reply-to')?.value ?? '';
        const to = destinations[0] ?? '';
        mails.set(messageId, { to, at: Date.parse(at), replyTo, ticket: tag('ticket'), purpose: tag('purpose') });
      }
    },
  };
}

export type Outbox = ReturnType<typeof readOutbox>;
