import type { AcknowledgementView } from '../../../../shared/mail/templates/acknowledgement.ts';
import type { AgentNoticeView } from '../../../../shared/mail/templates/agent-notice-parts.ts';
import type { AnswerView } from '../../../../shared/mail/templates/answer.ts';
import type { EscalationView } from '../../../../shared/mail/templates/escalation.ts';
import type { GatheredView } from '../../../../shared/mail/templates/gathered.ts';
import type { HeldDigestView } from '../../../../shared/mail/templates/held-digest.ts';
import type { HeldNoticeView } from '../../../../shared/mail/templates/held-notice.ts';
import type { NoticeDigestView } from '../../../../shared/mail/templates/notice-digest.ts';
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

export const COMPANY = 'https://desk.example/desk/c/rossi.r7h2m3k4.t6hx2a.k9g7m2p4c5zzkvz6';
export const FOLLOW = 'https://desk.example/desk/t/t-4f7k2m9q.r7h2m3k4.t6hx2a.k9g7m2p4c5zzkvz6';

export function acknowledgementView(change: Partial<AcknowledgementView> = {}): AcknowledgementView {
  return {
    ...request,
    language: 'en',
    requester: { name: 'Anna Rossi', verified: true },
    channel: 'email',
    answerBy: '2026-11-30T09:30:00.000Z',
    now: '2026-11-27T15:30:00.000Z',
    follow: FOLLOW,
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
    follow: FOLLOW,
    ...change,
  };
}

export function agentNoticeView(change: Partial<AgentNoticeView> = {}): AgentNoticeView {
  return {
    ...request,
    language: 'en',
    kind: 'new',
    awaits: 'agent',
    requester: { address: 'anna@rossi.example', name: 'Anna Rossi', verified: true },
    channel: 'email',
    answerBy: '2026-11-30T09:30:00.000Z',
    now: '2026-11-27T15:30:00.000Z',
    text: 'Hello,\n\nnothing leaves the warehouse.\n  step 1 works\n  step 2 does not',
    attachments: [],
    readers: ['anna@rossi.example'],
    proposed: [],
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
    follow: FOLLOW,
    ...change,
  };
}

export function escalationView(change: Partial<EscalationView> = {}): EscalationView {
  return {
    ...request,
    language: 'en',
    level: 'breach',
    requester: { address: 'anna@rossi.example', name: 'Anna Rossi', verified: true },
    startedAt: '2026-11-27T15:30:00.000Z',
    deadline: '2026-11-30T09:30:00.000Z',
    now: '2026-11-30T09:42:00.000Z',
    messages: [
      {
        author: { address: 'anna@rossi.example', name: 'Anna Rossi', verified: true },
        at: '2026-11-27T15:30:00.000Z',
        text: 'Hello,\n\nnothing leaves the warehouse.',
        isNote: false,
      },
    ],
    readers: ['anna@rossi.example'],
    proposed: [],
    link: 'https://desk.example/tickets/T-4F7K2M9Q',
    ...change,
  };
}

export function heldNoticeView(change: Partial<HeldNoticeView> = {}): HeldNoticeView {
  return {
    language: 'en',
    deskName: 'Acme Support',
    entryId: 'Q-06BV0M6PR09XT3K5Y2W4',
    from: 'anna@rossi.example',
    proved: false,
    customer: 'Rossi S.r.l.',
    subject: 'Orders are stuck since this morning',
    reason: 'spam',
    receivedAt: '2026-11-27T15:30:00.000Z',
    timeZone: 'Europe/Rome',
    ...change,
  };
}

export function heldDigestView(change: Partial<HeldDigestView> = {}): HeldDigestView {
  return {
    language: 'en',
    deskName: 'Acme Support',
    counts: [
      { reason: 'spam', count: 41 },
      { reason: 'flood', count: 12 },
      { reason: 'virus', count: 1 },
    ],
    isMore: false,
    entries: [
      {
        id: 'Q-06BV0M6PR09XT3K5Y2W4',
        from: 'eve@evil.example',
        subject: 'You have won <b>everything</b>',
        reason: 'spam',
        receivedAt: '2026-11-27T15:30:00.000Z',
        release: 'help+q-06bv0m6pr09xt3k5y2w4.0123456789abcdef@support.example',
      },
      { id: 'Q-06BV0M6PR09XT3K5Y2W5', subject: '', reason: 'virus', receivedAt: '2026-11-27T14:10:00.000Z' },
    ],
    timeZone: 'Europe/Rome',
    ...change,
  };
}

export function noticeDigestView(change: Partial<NoticeDigestView> = {}): NoticeDigestView {
  const row = {
    ...gatheredView().rows[0],
    ticketId: 'T-4F7K2M9Q',
    priority: 3 as const,
    subject: 'Printer on floor 2',
    kind: 'again' as const,
    from: 'anna@rossi.example',
    verified: true,
    text: 'It prints now, but only the first page.',
    awaits: 'agent' as const,
    readers: ['anna@rossi.example', 'carla@rossi.example'],
    proposed: [],
    link: 'https://desk.example/tickets/T-4F7K2M9Q',
    replyTo: 'help+t-4f7k2m9q.a-ada.0123456789abcdef@support.example',
  };
  const other = {
    ...row,
    ticketId: 'T-4F7K2M9R',
    priority: 2 as const,
    subject: 'Orders are <b>stuck</b>',
    kind: 'new' as const,
    verified: false,
    readers: ['bea@verdi.example'],
    proposed: ['carl@verdi.example'],
    answerBy: '2026-11-30T09:30:00.000Z',
  };
  const warned = { ...row, ticketId: 'T-4F7K2M9S', priority: 2 as const, level: 'warning', text: '' };
  return {
    language: 'en',
    deskName: 'Acme Support',
    rows: [row, other, { ...warned, answerBy: '2026-11-27T16:30:00.000Z' }],
    now: '2026-11-27T15:30:00.000Z',
    timeZone: 'Europe/Rome',
    ...change,
  };
}

export function gatheredView(change: Partial<GatheredView> = {}): GatheredView {
  const row = (ticketId: string, priority: 1 | 3, subject: string) => ({
    ticketId,
    priority,
    subject,
    from: 'anna@rossi.example',
    customer: 'Rossi S.r.l.',
    answerBy: '2026-11-30T09:30:00.000Z',
    readers: ['anna@rossi.example'],
    proposed: [],
    link: `https://desk.example/tickets/${ticketId}`,
    replyTo: `help+${ticketId.toLowerCase()}.a-ada.0123456789abcdef@support.example`,
  });
  return {
    language: 'en',
    deskName: 'Acme Support',
    kind: 'new',
    rows: [row('T-4F7K2M9Q', 3, 'Printer on floor 2'), row('T-4F7K2M9R', 1, 'Orders are stuck since this morning')],
    now: '2026-11-27T15:30:00.000Z',
    timeZone: 'Europe/Rome',
    ...change,
  };
}
