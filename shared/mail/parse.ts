import { PARSE_LIMITS, type ParseLimits } from './budget/limits.ts';
import { OverBudget } from './budget/over-budget.ts';
import { isHarmless, isTooMuch } from './budget/shape.ts';
import { readInWorker } from './budget/worker.ts';
import type { InboundMail } from './inbound.ts';
import { type Depth, readMail } from './reading/read-mail.ts';
import { type Fault, noteFault } from './tried.ts';
import { UnreadableMail } from './unreadable-mail.ts';

export { UnreadableMail } from './unreadable-mail.ts';

/**
 * Reads a mail as it came over the wire, within limits: a small mail here, any other in a thread that can be ended. One that
 * costs too much is read less deeply, down to its header, and says so in its warnings (docs/decisions/004-parse-budget.md). A rule
 * that breaks costs what it finds, and is among the `faults`.
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
  const faults: Fault[] = [];
  for (const read of ways) {
    try {
      const mail = await read();
      return faults.length === 0 ? mail : { ...mail, faults: [...faults, ...(mail.faults ?? [])] };
    } catch (error) {
      if (error instanceof UnreadableMail) throw error;
      // Whatever else it is, it is no limit.
      if (!(error instanceof OverBudget)) noteFault(faults, 'reading', error);
      failure = error;
    }
  }
  throw new UnreadableMail('the mail cannot be read', { cause: failure });
}
