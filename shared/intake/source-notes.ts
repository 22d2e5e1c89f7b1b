import type { FormSource } from '../forms/source.ts';
import type { Desk } from '../ticket/ports.ts';

/** Stands in for what is noted of each source, and who is told of it, until that is merged. */

/** Notes that a source has delivered. */
export async function noteDelivered(desk: Desk, { name }: FormSource): Promise<void> {
  desk.log.info('a form has delivered', { source: name });
}

/** Notes that a delivery was refused, and why: its owner may have to hear. */
export async function noteRefused(desk: Desk, { name }: FormSource, why: string): Promise<void> {
  desk.log.warn('a form was refused', { source: name, why });
}

/** Lists a delivery that was refused since its id has brought another one; it is kept whole under `raw`. `at`: ISO, UTC. */
export async function holdRejected(
  desk: Desk,
  { source: { name }, raw }: { source: FormSource; id: string; raw: string; at: string },
): Promise<void> {
  desk.log.warn('a form came with the id of another', { source: name, raw });
}
