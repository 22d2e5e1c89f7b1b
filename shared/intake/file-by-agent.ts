import * as z from 'zod';
import type { Agent } from '../customer/agent.ts';
import { PREFIX } from '../names.ts';
import { PRIORITIES } from '../sla/terms.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { checkFiling, type Filing, openFiled } from '../use-cases/file-ticket.ts';
import { keepRequest, otherRequest, requireSameRequest } from './keep-request.ts';

/** A filing as it is kept: what the agent wrote must outlive a desk that dies between the ticket and its text. */
const keptSchema = z.object({
  agent: z.string(),
  filing: z.object({
    email: z.string(),
    name: z.string().optional(),
    subject: z.string(),
    body: z.string(),
    priority: z.union(PRIORITIES.map((each) => z.literal(each))).optional(),
    channel: z.enum(['agent', 'phone']),
  }),
});

/**
 * An agent files a ticket for a customer: the filing is checked, kept, and opened. The same `source` and filing again find their
 * ticket. Throws a 422 for what `checkFiling` refuses and for a source that has filed something else, and what a port throws.
 */
export async function fileByAgent(
  desk: Desk,
  { agent, filing, source }: { agent: Agent; filing: Filing; source: string },
): Promise<{ ticket: Ticket; duplicate: boolean }> {
  const receivedAt = await checkFiling(desk, filing);
  const body = Buffer.from(JSON.stringify({ agent: agent.id, filing }));
  const raw = await keepRequest(desk, { place: PREFIX.filings, id: source, body });
  await requireSameRequest(desk, { source, raw, field: 'Idempotency-Key' });
  const filed = await openFiled(desk, { agentId: agent.id, filing, source, raw, receivedAt });
  // Two that came at once: neither saw the other before.
  if (filed.ticket.raw !== raw) throw otherRequest('Idempotency-Key');
  return filed;
}

/** Opens a kept filing once more: where its ticket is there, what the first attempt did not get to is done. */
export async function fileAgain(
  desk: Desk,
  { source, createdAt }: Pick<Ticket, 'source' | 'createdAt'>,
  raw: string,
): Promise<void> {
  const { agent, filing } = await readFiling(desk, raw);
  await openFiled(desk, { agentId: agent, filing, source, raw, receivedAt: createdAt });
}

/** What was filed and is kept under this key, and by which agent. Throws `FileGone`, and a `SyntaxError` or `ZodError` for what cannot be read. */
export async function readFiling(desk: Pick<Desk, 'files'>, raw: string): Promise<z.infer<typeof keptSchema>> {
  return keptSchema.parse(JSON.parse((await desk.files.read(raw)).toString()));
}
