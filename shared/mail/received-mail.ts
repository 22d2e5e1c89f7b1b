import * as z from 'zod';
import { verdictsSchema } from './verdicts.ts';

/**
 * What the mail service says of a mail; the mail itself is in the bucket. A schema, since a quarantined mail's is stored
 * whole, to be received again when somebody releases it.
 */
export const receivedMailSchema = z.object({
  /** The service's own id of this delivery. */
  id: z.string(),
  /** When the service received it (ISO, UTC). */
  receivedAt: z.iso.datetime(),
  /** Key of the raw mail in the bucket. */
  raw: z.string(),
  /** Envelope sender, empty for mail that must never be answered (RFC 5321, 4.5.5). */
  envelopeFrom: z.string(),
  /** Envelope recipients: these decide, not `To:`. */
  recipients: z.array(z.string()),
  /** The From address is proved. Anything less than that proves nothing. */
  authenticated: z.boolean(),
  verdicts: verdictsSchema,
  /** Address of the mailbox elsewhere that passed it on (`forwardedFrom`), as the desk reads its way. */
  passedOnBy: z.string().optional(),
  /** For a mail that cannot be read: what the service made of its header. */
  header: z.object({ subject: z.string().optional() }),
  /** Somebody of the team let it out of quarantine: no rule sends it back there. */
  released: z.boolean().optional(),
  /** Who did: `agent:<id>`. */
  releasedBy: z.string().optional(),
});
export type ReceivedMail = z.infer<typeof receivedMailSchema>;
