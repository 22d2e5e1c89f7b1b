import type { FormSource } from '../forms/source.ts';
import type { Desk } from '../ticket/ports.ts';

type Noting = Pick<Desk, 'formRecords' | 'log' | 'now'>;

/**
 * Notes that a delivery of this source was taken, and where it is kept (`raw`), for `desk sources list` and `test --last`. Never throws: no
 * delivery fails for it.
 */
export function noteDelivered(desk: Noting, source: FormSource, raw?: string): Promise<void> {
  return note(desk, source, (noted) => desk.formRecords.delivered(source.name, { ...noted, raw }));
}

/**
 * Notes that a delivery was refused, for what it proves or for its form: after a row of them the sweep tells the owner. `why` is a word
 * of ours and nothing of the delivery's. Never throws.
 */
export function noteRefused(desk: Noting, source: FormSource, why: string): Promise<void> {
  return note(desk, source, (noted) => desk.formRecords.refused(source.name, { ...noted, why }));
}

/**
 * Lists a delivery that is refused since its `id` had brought another body, and is kept under `raw`; its owner is told once. Throws what the
 * store throws: it is to be listed before its sender is told.
 */
export async function holdRejected(
  { formRecords }: Pick<Desk, 'formRecords'>,
  { source, ...delivery }: { source: FormSource; id: string; raw: string; at: string },
): Promise<void> {
  await formRecords.reject(source.name, { owner: source.owner, ...delivery });
}

async function note(
  desk: Noting,
  { name, owner }: FormSource,
  write: (noted: { owner: string | undefined; at: string }) => Promise<void>,
): Promise<void> {
  try {
    await write({ owner, at: desk.now().toISOString() });
  } catch (error) {
    desk.log.warn('what came of a form could not be noted', { source: name, error });
  }
}
