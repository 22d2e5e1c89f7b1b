import { keptNotification } from '../../../shared/intake/keep-notification.ts';
import { readNotification } from '../../../shared/intake/notification.ts';
import { rawFields } from '../../../shared/intake/read-received.ts';
import { canaryAddress } from '../../../shared/mail/signed/probe.ts';
import { type Desk, ifThere } from '../../../shared/ticket/ports.ts';
import type { Request } from './request.ts';

/** A mail that SES once writes into a bucket; nobody's. */
const SETUP = 'AMAZON_SES_SETUP_NOTIFICATION';

/**
 * What is kept of a mail: as its notification announced it, else as the bucket does, a mail that was never announced. Undefined for what is no mail, or is
 * gone. Throws for a notification that cannot be read, and what a port throws.
 */
export async function mailRequest(desk: Desk, { key, at }: { key: string; at: string }): Promise<Request | undefined> {
  if (key.endsWith(SETUP)) return undefined;
  const content = await ifThere(desk.files.read(key));
  if (!content) return undefined;
  const notification = await ifThere(keptNotification(desk, key));
  const received =
    notification === undefined ? undefined : readNotification(JSON.stringify({ Message: notification }))?.received;
  const fields = rawFields(content);
  const fieldOf = (field: string) => fields.find(({ name }) => name.toLowerCase() === field)?.value ?? '';
  const [messageId] = /<[^<>\s]+>/.exec(fieldOf('message-id')) ?? [];
  const from = addressesIn([fieldOf('from'), received?.envelopeFrom ?? '', ...(received?.from ?? [])]);
  // By which the desk looks at itself: it is no request, and tells of the time at which it was sent.
  if (from.includes(canaryAddress(desk.settings))) return undefined;
  return {
    from,
    at: received?.receivedAt ?? at,
    isKnown: async () =>
      messageId !== undefined && (await desk.tickets.findByMailId(messageId)).some(({ isReferred }) => !isReferred),
    take: ({ isQuiet }) =>
      notification === undefined
        ? desk.intake.arriveAgain({ raw: key, at }, { isQuiet })
        : desk.intake.deliverAgain(notification, { isQuiet }),
  };
}

function addressesIn(values: readonly string[]): string[] {
  return values.flatMap((value) =>
    [...value.matchAll(/[^\s<>",;:()]+@[^\s<>",;:()]+/g)].map(([address]) => address.toLowerCase()),
  );
}
