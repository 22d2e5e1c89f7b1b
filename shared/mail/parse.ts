import { PARSE_LIMITS, type ParseLimits } from './budget/limits.ts';
import { CutShort, OverBudget } from './budget/over-budget.ts';
import { isHarmless, readableBytes } from './budget/shape.ts';
import { readInWorker } from './budget/worker.ts';
import type { InboundMail } from './inbound.ts';
import { type Depth, readMail } from './reading/read-mail.ts';
import { type Fault, noteFault } from './tried.ts';
import { UnreadableMail } from './unreadable-mail.ts';

export { UnreadableMail } from './unreadable-mail.ts';

/**
 * Reads a mail as it came over the wire: a small mail here, any other in a thread that can be ended. How much of it is read
 * depends on its bytes alone; what is left out is told in its warnings (docs/decisions/004-parse-budget.md).
 *
 * A rule that breaks costs what it finds, and is among the `faults`. The limits are a last resort: `onFault` hears why a reading ended
 * early for no reason that is in the mail, by the clock, by memory, or by an error that nobody foresaw. Less of the mail is then
 * read, and another time it may be more.
 * @throws UnreadableMail when it is empty or has neither header nor content; nothing else
 */
export async function parseMail(
  raw: Buffer,
  limits: ParseLimits = PARSE_LIMITS,
  onFault: (error: unknown) => void = () => {},
): Promise<InboundMail> {
  // What is read in this thread is bounded by its size alone.
  const small = isHarmless(raw);
  const readWithin = (depth: Depth, ms: number) =>
    small ? readMail(raw, depth) : readInWorker(raw, depth, { ...limits, ms });
  const end = performance.now() + limits.ms;
  const ways = [
    () => readWithin('whole', limits.ms),
    // All the time that is left: only when the clock ended the first reading is it a ninth.
    () => readWithin('text', Math.max(end - performance.now(), limits.ms / 9)),
    () => readMail(raw, 'header'),
  ].slice(readableBytes(raw) < raw.length ? 1 : 0);
  let failure: unknown;
  const faults: Fault[] = [];
  for (const read of ways) {
    try {
      const mail = await read();
      return faults.length === 0 ? mail : { ...mail, faults: [...faults, ...(mail.faults ?? [])] };
    } catch (error) {
      if (error instanceof UnreadableMail) throw error;
      if (error instanceof CutShort || !(error instanceof OverBudget)) onFault(error);
      // Whatever else it is, it is no limit.
      if (!(error instanceof OverBudget)) noteFault(faults, 'reading', error);
      failure = error;
    }
  }
  throw new UnreadableMail('the mail cannot be read', { cause: failure });
}
