import { PARSE_LIMITS, type ParseLimits } from './budget/limits.ts';
import { isHarmless, isTooMuch } from './budget/shape.ts';
import { readInWorker } from './budget/worker.ts';
import type { InboundMail } from './inbound.ts';
import { type Depth, readMail } from './reading/read-mail.ts';
import { UnreadableMail } from './unreadable-mail.ts';

export { UnreadableMail } from './unreadable-mail.ts';

/**
 * Reads a mail as it came over the wire, within limits: a small mail here, any other in a thread that can be ended. One that
 * costs too much is read less deeply, down to its header, and says so in its warnings (docs/decisions/004-parse-budget.md).
 * @throws UnreadableMail when it is empty or has neither header nor content; nothing else
 */
export async function parseMail(raw: Buffer, limits: ParseLimits = PARSE_LIMITS): Promise<InboundMail> {
  // What is read in this thread is bounded by its size alone.
  const small = isHarmless(raw);
  const readWithin = (depth: Depth, ms: number) =>
    small ? readMail(raw, depth) : readInWorker(raw, depth, { ...limits, ms });
  const ways = [
    () => readWithin('whole', limits.ms),
    () => readWithin('text', limits.ms / 3),
    () => readMail(raw, 'header'),
  ].slice(isTooMuch(raw) ? 1 : 0);
  let failure: unknown;
  for (const read of ways) {
    try {
      return await read();
    } catch (error) {
      if (error instanceof UnreadableMail) throw error;
      failure = error;
    }
  }
  throw new UnreadableMail('the mail cannot be read', { cause: failure });
}
