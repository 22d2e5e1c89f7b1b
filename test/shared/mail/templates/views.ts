import type { AcknowledgementView } from '../../../../shared/mail/templates/acknowledgement.ts';
import type { AgentNoticeView } from '../../../../shared/mail/templates/agent-notice.ts';
import type { AnswerView } from '../../../../shared/mail/templates/answer.ts';
import type { EscalationView } from '../../../../shared/mail/templates/escalation.ts';
import type { PromiseChangeView } from '../../../../shared/mail/templates/promise-change.ts';

/** A Basic P1 in Rome, promise.md section 8: Friday 16:30 to Monday 10:30. */
const request = {
  deskName: 'Acme Support',
  ticketId: 'T-4F7K2M9Q',
  subject: 'Orders are stuck since this morning',
  priority: 1,
  plan: 'basic',
  timeZone: 'Europe/Rome',
} as const;

export function acknowledgementView(change: Partial<AcknowledgementView> = {}): AcknowledgementView {
  return {
    ...request,
    language: 'en',
    requester: { name: 'Anna Rossi', verified: true },
    channel: 'email',
    answerBy: '2026-11-30T09:30:00.000Z',
    now: '2026-11-27T15:30:00.000Z',
    ...change,
  };
}

export function promiseChangeView(change: Partial<PromiseChangeView> = {}): PromiseChangeView {
  return {
    ...request,
    language: 'en',
    requester: { name: 'Anna Rossi', verified: true },
    from: 3,
    answerBy: '2026-11-30T09:30:00.000Z',
    now: '2026-11-27T15:30:00.000Z',
    ...change,
  };
}

export function agentNoticeView(change: Partial<AgentNoticeView> = {}): AgentNoticeView {
  return {
    ...request,
    language: 'en',
    kind: 'new',
    requester: { address: 'anna@rossi.example', name: 'Anna Rossi', verified: true },
    channel: 'email',
    answerBy: '2026-11-30T09:30:00.000Z',
    now: '2026-11-27T15:30:00.000Z',
    text: 'Hello,\n\nnothing leaves the warehouse.\n  step 1 works\n  step 2 does not',
    attachments: [],
    link: 'https://desk.example/tickets/T-4F7K2M9Q',
    ...change,
  };
}

export function answerView(change: Partial<AnswerView> = {}): AnswerView {
  return {
    ...request,
    language: 'en',
    agentName: 'Ada Bianchi',
    text: 'Hello Anna,\n\nthe queue was full. It is empty now: please try again.',
    ...change,
  };
}

export function escalationView(change: Partial<EscalationView> = {}): EscalationView {
  return {
    ...request,
    language: 'en',
    level: 'breach',
    requester: { address: 'anna@rossi.example', name: 'Anna Rossi' },
    startedAt: '2026-11-27T15:30:00.000Z',
    deadline: '2026-11-30T09:30:00.000Z',
    now: '2026-11-30T09:42:00.000Z',
    messages: [
      {
        author: 'Anna Rossi',
        at: '2026-11-27T15:30:00.000Z',
        text: 'Hello,\n\nnothing leaves the warehouse.',
        isNote: false,
      },
    ],
    link: 'https://desk.example/tickets/T-4F7K2M9Q',
    ...change,
  };
}
