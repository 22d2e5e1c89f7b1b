import { OverBudget } from './budget/over-budget.ts';
import { UnreadableMail } from './unreadable-mail.ts';

/** A rule of reading that broke on a mail: a bug of the desk's. Says where, and nothing of what the mail holds. */
export type Fault = { rule: string; error: string };

/**
 * What a rule makes of a mail, or `fallback` when it breaks: a bug in one rule costs what that rule finds, never the text. The fault is
 * noted for the log.
 * @throws OverBudget, UnreadableMail: they are about the mail
 */
export function tried<T>(faults: Fault[], rule: string, read: () => T, fallback: T): T {
  try {
    return read();
  } catch (error) {
    noteFault(faults, rule, error);
    return fallback;
  }
}

/**
 * Notes what broke a rule.
 * @throws the error itself when it is one about the mail
 */
export function noteFault(faults: Fault[], rule: string, error: unknown): void {
  if (error instanceof OverBudget || error instanceof UnreadableMail) throw error;
  const { name, stack = '' } = error instanceof Error ? error : { name: typeof error };
  const [, where = ''] = /\n\s+at ([^\n]{1,300})/.exec(stack) ?? [];
  faults.push({ rule, error: `${name} ${where}`.trim() });
}
