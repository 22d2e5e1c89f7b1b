import { ALONE_A_MINUTE } from '../../../shared/ticket/team-notice.ts';
import { openTicket } from '../../../shared/use-cases/open-ticket.ts';
import { takeTeamMail } from '../../../shared/use-cases/take-team-mail.ts';
import { readBody } from '../../support/memory-team-mail.ts';
import { addMeters } from '../../support/metered-dynamo.ts';
import { requestOf } from '../../support/stories.ts';
import type { MeteredDesk } from './metered-desk.ts';
import type { Cost } from './operations.ts';

/** Notices that a digest gathers. */
const GATHERED = 10;

/** What the team's mail costs: a notice by a mail of its own, and ten that are one mail, with all that was done to gather them. */
export async function measureTeamMail(metered: MeteredDesk): Promise<Cost[]> {
  const { desk, unmetered, memory } = metered;
  for (let number = 0; number < ALONE_A_MINUTE + GATHERED; number += 1) {
    await openTicket(unmetered, requestOf(memory, { source: `mail:${number}`, silent: true }));
  }
  const adas = memory.team.queue.splice(0).filter(({ body }) => body.includes('"reader":"ada"'));
  const costs = [];
  for (const { body } of adas) costs.push(await metered.measure(() => takeTeamMail(desk, readBody(body))));
  const [alone, ...others] = costs;
  const [plan] = memory.team.queue.splice(0);
  if (!alone || !plan) throw new Error('there was no notice, or none was gathered');
  memory.pass(70);
  const digest = await metered.measure(() => takeTeamMail(desk, readBody(plan.body)));
  const gathered = [...others.slice(ALONE_A_MINUTE - 1), digest].reduce(addMeters);
  return [
    { name: 'notice to one of the team, alone', meter: alone },
    { name: 'ten notices to one of the team, gathered', meter: gathered },
  ];
}
