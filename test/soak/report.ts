import type { Verdict } from './verdict.ts';

/** The end of a run as text: what counts first, then what each number that is not nought stands for. */
export function describe(verdict: Verdict, facts: { kills: number; memory: readonly number[] }): string {
  const { sent, taken, stored, late } = verdict;
  const count = (name: string, found: readonly string[]) => `${name.padEnd(34)}${found.length}`;
  const seconds = (share: number) => `${(percentile(late, share) ?? Number.NaN).toFixed(1)} s`;
  const lists = { lost: verdict.lost, 'not taken': verdict.refused, 'no mail seen': verdict.unseen };
  return [
    `sent ${sent}, taken ${taken}, stored ${stored}; the desk was killed ${facts.kills} times`,
    count('lost', verdict.lost),
    count('not taken: refused or gave up', verdict.refused),
    count('tickets twice', verdict.doubledTickets),
    count('messages twice', verdict.doubledMessages),
    count('mails to a customer twice', verdict.doubledMails),
    count('no mail to the customer seen', verdict.unseen),
    `hand-in to acknowledgement        p50 ${seconds(0.5)}, p90 ${seconds(0.9)}, p99 ${seconds(0.99)}, max ${seconds(1)}`,
    `memory at start, middle and end   ${facts.memory.map((mb) => `${mb.toFixed(0)} MB`).join(', ')}`,
    ...Object.entries(lists).flatMap(([name, found]) => (found.length > 0 ? [`${name}: ${found.join(', ')}`] : [])),
  ].join('\n');
}

/** The value that this share of the ascending ones is at or below; undefined when there are none. */
function percentile(ascending: readonly number[], share: number): number | undefined {
  return ascending[Math.max(0, Math.ceil(ascending.length * share) - 1)];
}
