import type { ReceivedMail } from '../mail/received-mail.ts';
import { hide } from '../mail/redaction/hide.ts';
import type { Desk } from '../ticket/ports.ts';
import { needlesOf } from '../ticket/redaction.ts';
import { ifReadable } from '../ticket/ticket-store.ts';
import { ticketsLedTo } from '../use-cases/steps/tickets-led-to.ts';

type Said = { subject: string; said: { text: string; files: string[] } };

/**
 * What is shown of a mail that is held, without what agents hid on the tickets that it leads to, and on those that go on for these: it quotes them.
 * The team alone reads it, so nobody learns anything by guessing. Throws what a store throws.
 */
export async function saidWhenHeld(
  desk: Desk,
  received: ReceivedMail,
  { subject, said }: Said,
): Promise<Said & { received: ReceivedMail }> {
  const keys = await desk.secrets.signingKeys();
  const read = (id: string) => ifReadable(desk.tickets.get(id));
  const led = await Promise.all(ticketsLedTo(keys, desk.settings, { received, subject }).map(read));
  const onwards = await Promise.all(led.flatMap((each) => (each?.mergedInto ? [read(each.mergedInto)] : [])));
  const redactions = [...led, ...onwards].flatMap((each) => each?.redactions ?? []);
  if (redactions.length === 0) return { received, subject, said };
  const needles = needlesOf(redactions, keys);
  const { header } = received;
  return {
    received: { ...received, header: header.subject === undefined ? {} : { subject: hide(header.subject, needles) } },
    subject: hide(subject, needles),
    said: { text: hide(said.text, needles), files: said.files.map((name) => hide(name, needles)) },
  };
}
