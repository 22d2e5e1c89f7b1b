import type { Desk } from '../../ticket/ports.ts';

/** Has what waits for a reader be told in so many seconds; when the queue does not take that now, by the sweep. */
export async function planDigest(desk: Desk, reader: string, seconds: number): Promise<void> {
  const put = await desk.teamMail.put([{ waitsFor: reader }], seconds);
  if (put.outcome === 'done') return;
  await desk.notices.leave(reader);
  desk.log.warn('a digest is left to the sweep', { reader, reason: put.reason });
}
