import type { Desk } from '../../shared/ticket/ports.ts';
import type { Ticket } from '../../shared/ticket/ticket.ts';
import { assign } from '../../shared/use-cases/assign.ts';
import { changePriority } from '../../shared/use-cases/change-priority.ts';
import { changeState } from '../../shared/use-cases/change-state.ts';
import { changeTags } from '../../shared/use-cases/change-tags.ts';
import { correctRequester } from '../../shared/use-cases/correct-requester.ts';
import { correctCustomer, correctPlan } from '../../shared/use-cases/correct-terms.ts';
import { snooze } from '../../shared/use-cases/snooze.ts';
import type { ByAgent } from '../../shared/use-cases/steps/change.ts';
import { unassignByAgent } from '../../shared/use-cases/unassign.ts';
import type { Change } from './requests.ts';

/** Makes the one change that a PATCH of a ticket asks for. */
export function changeTicket(desk: Desk, by: ByAgent, change: Change): Promise<Ticket> {
  if ('priority' in change) return changePriority(desk, { ...by, ...change });
  if ('state' in change) return changeState(desk, { ...by, ...change });
  if ('requester' in change) return correctRequester(desk, { ...by, ...change });
  if ('tags' in change) return changeTags(desk, { ...by, ...change.tags });
  if ('snoozedUntil' in change) return snooze(desk, { ...by, until: change.snoozedUntil });
  if ('assignee' in change) return changeAssignee(desk, by, change.assignee);
  if ('customer' in change) return correctCustomer(desk, { ...by, ...change });
  return correctPlan(desk, { ...by, ...change });
}

function changeAssignee(desk: Desk, by: ByAgent, to: string | null): Promise<Ticket> {
  return to === null ? unassignByAgent(desk, by) : assign(desk, { ...by, to });
}
