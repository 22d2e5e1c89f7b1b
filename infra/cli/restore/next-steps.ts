import type { Tables } from '../desk-tables.ts';
import { targetsKnownFrom } from '../events/replay.ts';

/** What an admin does with restored tables, a step a line, in order (docs/runbook.md, A restore). `from`: those that the desk works on now; `now` is the machine's. */
export function nextSteps(given: {
  stage: string;
  desk: string;
  at: Date;
  now: Date;
  from: Tables;
  to: Tables;
  ticketStream: string | undefined;
}): string[] {
  const { stage, desk, at, now, from, to, ticketStream } = given;
  const own = `npm run desk --`;
  const [old, made] = [from, to].map(({ tickets, people }) => `${tickets},${people}`);
  // What they were told longer ago than that is not known, and they would be told all of it again.
  const outside = at >= targetsKnownFrom(now) ? ' --targets' : '';
  return [
    `${own} verify --stage ${stage} --against ${made}`,
    `${own} customers erase --again --tables ${made} --stage ${stage} --yes`,
    `cdk.json, context.stages.${stage}: "restored": ${JSON.stringify({ ...to, ticketStream })}`,
    `npx cdk deploy ${desk}`,
    `${own} timers rebuild --stage ${stage} --yes`,
    `${own} replay ${at.toISOString()} --stage ${stage} --yes`,
    `${own} doctor --repair --stage ${stage}`,
    `${own} search rebuild --stage ${stage} --yes`,
    `${own} report rebuild --stage ${stage} --yes`,
    `${own} events replay --since ${at.toISOString()}${outside} --stage ${stage} --yes`,
    `${own} verify --stage ${stage} --against ${old}`,
  ];
}
