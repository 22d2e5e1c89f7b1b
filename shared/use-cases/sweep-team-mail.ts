import type { Desk } from '../ticket/ports.ts';

/**
 * Has the team's mail go on with what waits: what the mail service could not take, and what a crash left. Only the queue's own function
 * sends, so that its pace holds. Gives what could not be done, by reader.
 */
export async function sweepTeamMail(desk: Desk): Promise<string[]> {
  const { lead, manager } = desk.settings.escalation;
  const now = desk.now().toISOString();
  const failed: string[] = [];
  const team = [...(await desk.agents.list()).map(({ id }) => id), ...lead, ...manager];
  // What waits for somebody who has left is others' to hear.
  for (const reader of new Set([...team, ...(await desk.notices.left())])) {
    try {
      const [first] = await desk.notices.waiting(reader, now, 1);
      const put = first === undefined ? undefined : await desk.teamMail.put([{ waitsFor: reader }]);
      if (put?.outcome === 'later' || put?.outcome === 'refused') throw new Error(put.reason);
    } catch (error) {
      failed.push(reader);
      desk.log.error('cannot go on with the mail of one of the team', { reader, error });
    }
  }
  return failed;
}
