import { toAddress } from '../../shared/address.ts';
import { because } from '../../shared/refusals.ts';
import { PLANS, type Plan, PRIORITIES } from '../../shared/sla/terms.ts';
import { isAnswered } from '../../shared/ticket/first-response.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { MOST_DAYS } from '../../shared/ticket/snooze.ts';
import type { Ticket } from '../../shared/ticket/ticket.ts';
import { assign } from '../../shared/use-cases/assign.ts';
import { changePriority } from '../../shared/use-cases/change-priority.ts';
import { addReader, removeReader } from '../../shared/use-cases/change-readers.ts';
import { changeState } from '../../shared/use-cases/change-state.ts';
import { changeTags } from '../../shared/use-cases/change-tags.ts';
import { confirmRequester } from '../../shared/use-cases/confirm-requester.ts';
import { correctRequester } from '../../shared/use-cases/correct-requester.ts';
import { correctCustomer, correctPlan } from '../../shared/use-cases/correct-terms.ts';
import { mailLink } from '../../shared/use-cases/mail-link.ts';
import { redact } from '../../shared/use-cases/redact.ts';
import { resendAnswer } from '../../shared/use-cases/resend-answer.ts';
import { revokeLinks } from '../../shared/use-cases/revoke-links.ts';
import { dismissOutside, fileOutside } from '../../shared/use-cases/settle-outside.ts';
import { snooze } from '../../shared/use-cases/snooze.ts';
import { splitMessage } from '../../shared/use-cases/split.ts';
import { type ByAgent, refusal } from '../../shared/use-cases/steps/change.ts';
import { getTicket } from '../../shared/use-cases/steps/update.ts';
import { unassignByAgent } from '../../shared/use-cases/unassign.ts';
import { withdrawAnswer } from '../../shared/use-cases/withdraw-answer.ts';
import { laterAtThisHour } from './local-instant.ts';
import { NOBODY } from './pages/ticket/change.ts';
import type { Done } from './words/ticket-shape.ts';

/** What a form asks, by what its fields hold; `timeZone`: of who asks. */
type Act = (desk: Desk, by: By, field: (name: string) => string) => Promise<unknown>;
type By = ByAgent & { timeZone: string };

/** The word that something is done; where that depends on what became of it, by the ticket before and after. */
type Outcome = Done | ((before: Ticket, after: Ticket) => Done);

export type Action = { act: Act; done: Outcome; needsSeen?: true };

const optional = (text: string) => (text === '' ? undefined : text);

/**
 * What each form of a ticket's page does, by the last part of its address, and the word that it is done. `needsSeen`: it puts the ticket out of sight, or
 * takes in what came from outside, so that whoever asks for it must have seen what there is.
 */
export const ACTIONS: Readonly<Record<string, Action>> = {
  assign: {
    act: (desk, by, field) =>
      field('assignee') === NOBODY ? unassignByAgent(desk, by) : assign(desk, { ...by, to: field('assignee') }),
    done: 'assigned',
  },
  priority: {
    act: (desk, by, field) =>
      changePriority(desk, {
        ...by,
        priority: PRIORITIES.find((each) => String(each) === field('priority')),
        reason: reasonOf(field),
      }),
    done: (before, after) => (isTold(before, after) ? 'priority' : 'priorityAlone'),
  },
  close: {
    act: (desk, by, field) =>
      changeState(desk, {
        ...by,
        state: 'closed',
        reason: optional(field('closeAs')),
        twin: optional(field('twin').toUpperCase()),
      }),
    done: 'closed',
    needsSeen: true,
  },
  reopen: { act: reopen, done: 'reopened' },
  readers: {
    act: (desk, by, field) =>
      addReader(desk, { ...by, address: addressIn(field, 'address'), name: optional(field('name')) }),
    done: 'readers',
    needsSeen: true,
  },
  'readers/remove': {
    act: (desk, by, field) => removeReader(desk, { ...by, address: field('address') }),
    done: 'readers',
  },
  confirm: { act: (desk, by) => confirmRequester(desk, by), done: 'confirmed', needsSeen: true },
  links: { act: (desk, by, field) => mailLink(desk, { ...by, address: field('address') }), done: 'link' },
  'links/revoke': { act: (desk, by) => revokeLinks(desk, by), done: 'revoked' },
  // Of each its own: what has come since is none of them.
  'outside/dismiss': {
    act: (desk, by, field) => dismissOutside(desk, { ...by, message: field('message') }),
    done: 'outside',
  },
  'outside/file': {
    act: (desk, by, field) => fileOutside(desk, { ...by, message: field('message') }),
    done: 'filed',
  },
  requester: {
    act: (desk, by, field) =>
      correctRequester(desk, {
        ...by,
        requester: { address: addressIn(field, 'requester'), name: optional(field('requesterName')) },
      }),
    done: 'requester',
    needsSeen: true,
  },
  customer: {
    act: (desk, by, field) => correctCustomer(desk, { ...by, customer: optional(field('customer')) ?? null }),
    done: correctedTerms,
  },
  tags: {
    act: (desk, by, field) =>
      changeTags(desk, {
        ...by,
        add: field('tags')
          .split(/[\s,#]+/)
          .filter(Boolean),
      }),
    done: 'tags',
  },
  'tags/remove': { act: (desk, by, field) => changeTags(desk, { ...by, remove: [field('tag')] }), done: 'tags' },
  snooze: {
    act: (desk, by, field) => snooze(desk, { ...by, until: snoozeEnd(desk, by, field) }),
    done: 'snoozed',
    needsSeen: true,
  },
  'snooze/end': { act: (desk, by) => snooze(desk, { ...by, until: null }), done: 'awake' },
  plan: { act: (desk, by, field) => correctPlan(desk, { ...by, plan: planOf(field('plan')) }), done: correctedTerms },
};

/** What is done with one message. */
export const MESSAGE_ACTIONS: Readonly<
  Record<string, { act: (...given: [...Parameters<Act>, string]) => Promise<unknown>; done: Done }>
> = {
  withdraw: { act: (desk, by, _, messageKey) => withdrawAnswer(desk, { ...by, messageKey }), done: 'withdrawn' },
  split: { act: (desk, by, _, messageKey) => splitMessage(desk, { ...by, messageKey }), done: 'filed' },
  resend: {
    act: (desk, by, _, messageKey) => resendAnswer(desk, { ticketId: by.ticketId, messageKey }),
    done: 'resent',
  },
  redact: {
    act: (desk, by, field, messageKey) => redact(desk, { ...by, messageKey, words: wordsToHide(field) }),
    done: 'redacted',
  },
};

function reasonOf(field: (name: string) => string): string {
  const reason = field('unresponsive') || field('reason');
  if (reason === '') throw refusal('reason', because('reasonMissing'));
  return reason;
}

function addressIn(field: (name: string) => string, name: string): string {
  const address = toAddress(field(name));
  if (address === undefined) throw refusal(name, because('addressWrong'));
  return address;
}

/** Whether the change is one that the customer is told of. */
function isTold(before: Ticket, after: Ticket): boolean {
  return after.promiseChange !== undefined && after.promiseChange.of !== before.promiseChange?.of;
}

function correctedTerms(before: Ticket, after: Ticket): Done {
  if (after.version === before.version) return 'unchanged';
  return isTold(before, after) ? 'terms' : 'termsAlone';
}

/** Days from now at the hour that it is now where the agent is: whoever wants another hour says so by mail, or in the API. */
function snoozeEnd({ now }: Desk, { timeZone }: By, field: (name: string) => string): string {
  const days = Number(field('days'));
  if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS)
    throw refusal('days', because('daysWrong', { most: MOST_DAYS }));
  return laterAtThisHour(now(), days, timeZone);
}

async function reopen(desk: Desk, by: ByAgent): Promise<unknown> {
  const state = isAnswered(await getTicket(desk, by.ticketId)) ? 'answered' : 'waiting';
  return changeState(desk, { ...by, state });
}

/** Never all of a message because a field was left empty: what asks for that is a button of its own. */
function wordsToHide(field: (name: string) => string): string | undefined {
  if (field('whole') === 'yes') return undefined;
  if (field('words') === '') throw refusal('words', because('wordsMissing'));
  return field('words');
}

function planOf(text: string): Plan {
  const plan = PLANS.find((each) => each === text);
  if (plan === undefined) throw refusal('plan', because('planWrong', { plans: PLANS }));
  return plan;
}
