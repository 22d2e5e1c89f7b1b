import type { Result } from './run.ts';

export type Outcome = 'healed' | 'lost' | 'known';

const CRASHES: readonly string[] = ['kill before', 'kill after', 'sweep first'];

/** What is not as it should be and is known: each names its reason, and one that fits no case any more is to be taken out. */
export const KNOWN: { why: string; fits: (result: Result) => boolean }[] = [];

/** A mail may come twice only where the mail service's answer was lost, or the process died before it could note what went. */
function mayDouble({ fault, at }: Result): number {
  if (CRASHES.includes(fault)) return 1;
  return fault === 'answer lost' && ['mailer.send', 'ses.SendRawEmail'].includes(at) ? 1 : 0;
}

export function outcomeOf(result: Result): Outcome {
  if (result.lost.length === 0 && result.doubled.length <= mayDouble(result)) return 'healed';
  return KNOWN.some(({ fits }) => fits(result)) ? 'known' : 'lost';
}

/** A line that says which case it was and what is wrong with it. */
export function describeResult({ flow, fault, call, at, lost, doubled }: Result): string {
  const wrong = [...lost, ...doubled.map((mail) => `twice: ${mail}`)];
  return `${flow.name}, ${fault} at call ${call} (${at}): ${wrong.join('; ') || 'healed'}`;
}
