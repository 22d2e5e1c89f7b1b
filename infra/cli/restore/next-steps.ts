import type { Tables } from '../desk-tables.ts';

/** What an admin does with restored tables, a step a line, in order (docs/runbook.md, A restore). `from`: those that the desk works on now. */
export function nextSteps(given: {
  stage: string;
  desk: string;
  at: Date;
  from: Tables;
  to: Tables;
  ticketStream: string | undefined;
}): string[] {
  const { stage, desk, at, from, to, ticketStream } = given;
  const own = `npm run desk --`;
  const [old, made] = [from, to].map(({ tickets, people }) => `${tickets},${people}`);
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
    `${own} events replay --since ${at.toISOString()} --stage ${stage} --yes`,
    `${own} verify --stage ${stage} --against ${old}`,
  ];
}
