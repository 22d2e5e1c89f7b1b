import type { ReceivedMail } from '../mail/received-mail.ts';
import type { Probe } from '../mail/signed/probe.ts';
import { METRIC } from '../names.ts';
import type { Desk } from '../ticket/ports.ts';
import { smokeReader, smokeSource } from '../ticket/smoke.ts';
import { openTicket } from '../use-cases/open-ticket.ts';
import { readReceived } from './read-received.ts';

/**
 * A mail by which the desk looks at itself has come through (`readProbe` has asked its signature). A canary ends when the table has it; that of
 * `desk smoke` is a ticket of which nobody hears. Throws what a port throws, and `TaskBusy`: doing it again does nothing twice.
 */
export async function receiveProbe(
  desk: Desk,
  delivery: ReceivedMail,
  { probe, raw }: { probe: Probe; raw: Buffer },
): Promise<void> {
  if (probe.kind === 'smoke') return openSmoke(desk, delivery, { id: probe.id, raw });
  if (probe.isLate) return desk.log.warn('a canary came too late to count', { made: probe.made });
  const arrived = desk.now();
  await desk.canary.arrived({ sent: probe.made, arrived: arrived.toISOString() });
  desk.log.info('the canary arrived', { seconds: (arrived.getTime() - Date.parse(probe.made)) / 1_000 });
  desk.log.count(METRIC.canaryArrived);
}

/** Read as any mail is, and by nothing but its id a ticket of its own: what it refers to, who wrote it and how many came is not asked. */
async function openSmoke(
  desk: Desk,
  delivery: ReceivedMail,
  { id, raw: bytes }: { id: string; raw: Buffer },
): Promise<void> {
  const { subject, text } = await readReceived(desk, delivery, bytes);
  const { raw, receivedAt } = delivery;
  const address = smokeReader(id);
  const requester = { address, verified: true };
  const request = { source: smokeSource(id), channel: 'email', smoke: true, by: `customer:${address}` } as const;
  const content = { subject, text, attachments: [], warnings: [], language: 'en' };
  await openTicket(desk, { ...request, ...content, receivedAt, requester, raw, silent: false });
}
