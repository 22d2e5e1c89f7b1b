import type { Language } from '../../../../shared/language.ts';
import { acknowledgement } from '../../../../shared/mail/templates/acknowledgement.ts';
import { agentNotice } from '../../../../shared/mail/templates/agent-notice.ts';
import { answer } from '../../../../shared/mail/templates/answer.ts';
import { commandHelp } from '../../../../shared/mail/templates/command-help.ts';
import { contactTold } from '../../../../shared/mail/templates/contact-told.ts';
import type { MailContent } from '../../../../shared/mail/templates/content.ts';
import { customerReportMail } from '../../../../shared/mail/templates/customer-report.ts';
import { escalation } from '../../../../shared/mail/templates/escalation.ts';
import { companyLinkMail, followLinkMail } from '../../../../shared/mail/templates/follow-link.ts';
import { formNews } from '../../../../shared/mail/templates/form-news.ts';
import { gathered } from '../../../../shared/mail/templates/gathered.ts';
import { heldDigest } from '../../../../shared/mail/templates/held-digest.ts';
import { heldNotice } from '../../../../shared/mail/templates/held-notice.ts';
import { notSent } from '../../../../shared/mail/templates/not-sent.ts';
import { noticeDigest } from '../../../../shared/mail/templates/notice-digest.ts';
import { promiseChange } from '../../../../shared/mail/templates/promise-change.ts';
import { targetGivenUp } from '../../../../shared/mail/templates/target-given-up.ts';
import { toNobody } from '../../../../shared/mail/templates/to-nobody.ts';
import { unresponsive } from '../../../../shared/mail/templates/unresponsive.ts';
import { findCalendar } from '../../../../shared/sla/calendars.ts';
import { sayHours } from '../../../../shared/sla/hours-words.ts';
import { explain, explainPlainly } from '../../../../shared/sla/why.ts';
import {
  acknowledgementView,
  agentNoticeView,
  answerView,
  COMPANY,
  escalationView,
  FOLLOW,
  gatheredView,
  heldDigestView,
  heldNoticeView,
  noticeDigestView,
  promiseChangeView,
} from './views.ts';

const CLOCK = { plan: 'basic', priority: 1, seconds: 7200, calendar: 'global', timeZone: 'Europe/Rome' } as const;
const [FROM, DUE] = ['2026-11-27T15:30:00.000Z', '2026-11-30T09:30:00.000Z'].map((instant) => Date.parse(instant));
const REASONS = { ...CLOCK, quoted: false, holidays: [], from: Number(FROM), due: Number(DUE) };
const plainWhy = (language: Language) => {
  const hours = sayHours(findCalendar('global').hours, 'Europe/Rome', language);
  return explainPlainly({ ...REASONS, hours }, language);
};

const messages = escalationView().messages;
const late = gatheredView().rows.map((row) => ({ ...row, level: 'breach' }));
/** The examples of a digest, and a colleague's answer. */
const digestRows = noticeDigestView().rows.flatMap((row, index) => {
  const { answerBy: _, ...settled } = row;
  const answered = {
    kind: 'answered',
    awaits: 'customer',
    from: 'Bruno Neri',
    text: 'Please restart the till.',
  } as const;
  const named = { ticketId: 'T-4F7K2M9T', subject: 'Till 3 prints nothing' };
  return index === 0 ? [row, { ...settled, ...answered, ...named }] : [row];
});
/** An example of each mail of the desk's, by the name of its picture in `docs/mails/`. */
export const EXAMPLES: Record<string, MailContent> = {
  'held-notice': heldNotice(heldNoticeView()),
  'held-notice-virus-it': heldNotice(
    heldNoticeView({ language: 'it', reason: 'virus', problem: 'This mail has a virus.' }),
  ),
  'held-digest': heldDigest(heldDigestView()),
  'notice-digest': noticeDigest(noticeDigestView({ rows: digestRows })),
  'notice-digest-it': noticeDigest(noticeDigestView({ language: 'it' })),
  'flood-new': gathered(gatheredView()),
  'flood-late': gathered(gatheredView({ kind: 'late', rows: late, now: '2026-11-30T09:42:00.000Z' })),
  'acknowledgement-it': acknowledgement(
    acknowledgementView({
      language: 'it',
      subject: 'Gli ordini sono fermi da stamattina',
      why: plainWhy('it'),
    }),
  ),
  'acknowledgement-unverified': acknowledgement(acknowledgementView({ requester: { verified: false }, priority: 3 })),
  'acknowledgement-not-me': acknowledgement(
    acknowledgementView({ requester: { verified: false }, channel: 'page', mayBeAnothers: true, priority: 3 }),
  ),
  'follow-link-it': followLinkMail({
    language: 'it',
    deskName: 'Acme Support',
    ticketId: 'T-4F7K2M9Q',
    follow: FOLLOW,
    days: 30,
  }),
  'customer-report': customerReportMail({
    language: 'en',
    deskName: 'Acme Support',
    company: 'Rossi S.r.l.',
    timeZone: 'Europe/Rome',
    month: '2026-11',
    figures: { met: 36, missed: 2, open: 1, cancelled: 3, median: 1_320, p90: 6_900 },
    late: [
      { ticket: 'T-4F7K2M9Q', due: '2026-11-12T09:30:00.000Z' },
      { ticket: 'T-9QK2M7F4', due: '2026-11-26T15:00:00.000Z' },
    ],
    link: COMPANY,
    days: 30,
  }),
  'company-link': companyLinkMail({
    language: 'en',
    deskName: 'Acme Support',
    company: 'Rossi S.r.l.',
    link: COMPANY,
    days: 30,
  }),
  'agent-notice': agentNotice(
    agentNoticeView({
      customer: 'Rossi S.r.l.',
      why: explain(REASONS),
      attachments: [
        { filename: 'warehouse.png', size: 348_112, url: 'https://desk.example/files/T-4F7K2M9Q/7XK2/0/9f2c' },
        { filename: 'setup.exe', size: 4_180_112, url: 'https://desk.example/files/T-4F7K2M9Q/7XK2/1/41ab' },
      ],
    }),
  ),
  'agent-notice-hidden-lines': agentNotice(agentNoticeView({ kind: 'again', hiddenLines: 12 })),
  'agent-notice-unverified': agentNotice(
    agentNoticeView({ kind: 'again', answerBy: undefined, requester: { address: 'x@y.example', verified: false } }),
  ),
  'agent-notice-outside': agentNotice(
    agentNoticeView({
      kind: 'outside',
      requester: { address: 'eve@elsewhere.example', name: 'Eve', verified: true },
      text: 'I have the same problem. What did you do about it?',
      readers: ['anna@rossi.example', 'bea@rossi.example'],
    }),
  ),
  'agent-notice-claimed': agentNotice(
    agentNoticeView({
      kind: 'claimed',
      requester: { address: 'anna@rossi.example', name: 'Anna Rossi', verified: false },
      answerBy: undefined,
      text: 'Any news?',
      readers: ['anna@rossi.example', 'bea@rossi.example'],
    }),
  ),
  'agent-notice-astray': agentNotice(
    agentNoticeView({
      kind: 'astray',
      requester: { address: 'bea@rossi.example', name: 'Bea Rossi', verified: true, isOutside: true },
      answerBy: undefined,
      text: 'What shall we tell Carla?',
      readers: ['anna@rossi.example', 'bea@rossi.example'],
      warnings: [
        'it answers a mail that this ticket has, too, and does not name the requester: it may be about something between others',
      ],
    }),
  ),
  'agent-notice-proposed': agentNotice(
    agentNoticeView({ readers: ['anna@rossi.example'], proposed: ['carl@partner.example', 'dora@partner.example'] }),
  ),
  'agent-notice-other': agentNotice(
    agentNoticeView({
      kind: 'other',
      requester: { address: 'luca@team.example', name: 'Luca Verdi', verified: false },
      warnings: ['not taken as an answer: its sender is not authenticated'],
      undone: { why: 'unproved', isTold: true },
      text: 'Try it once more, please.',
    }),
  ),
  'agent-notice-undone': agentNotice(
    agentNoticeView({
      kind: 'undone',
      requester: { address: 'luca@home.example', name: 'Luca Verdi', verified: false, isOutside: true },
      undone: { why: 'unregistered', isTold: true },
      warnings: ['not taken as an answer: it is not from that agent'],
      text: 'Try it once more, please.',
    }),
  ),
  'agent-notice-returned': agentNotice(
    agentNoticeView({
      kind: 'returned',
      requester: { address: 'mailer-daemon@mx.rossi.example', verified: false },
      text: 'Your mail to anna@rossi.example could not be delivered.',
      warnings: ['delivery report: failed 5.1.1 no such user'],
    }),
  ),
  'agent-notice-undelivered': agentNotice(
    agentNoticeView({ kind: 'undelivered', warnings: ['anna@rossi.example: Illegal address'] }),
  ),
  'agent-notice-unsent': agentNotice(
    agentNoticeView({
      kind: 'unsent',
      awaits: 'customer',
      requester: { address: 'Ada Bianchi', verified: true },
      answerBy: undefined,
      lost: { address: 'bea@rossi.example', reason: 'InvalidParameterValue: Illegal address' },
      text: 'Please restart the till. It takes a minute.',
      readers: ['anna@rossi.example', 'bea@rossi.example'],
    }),
  ),
  'agent-notice-assigned': agentNotice(agentNoticeView({ kind: 'assigned', ownSubject: 'The cellar is under water' })),
  'agent-notice-mentioned': agentNotice(
    agentNoticeView({
      kind: 'mentioned',
      requester: { address: 'Ada Bianchi', verified: true },
      text: '@marta, you know this till: is it the cable again?',
    }),
  ),
  'not-sent': notSent({
    language: 'en',
    deskName: 'Acme Support',
    ticketId: 'T-4F7K2M9Q',
    subject: 'Orders are stuck since this morning',
    priority: 1,
    readers: ['anna@rossi.example', 'bea@rossi.example'],
    proposed: [],
    reason: 'InvalidParameterValue: Illegal address',
    text: 'Please restart the till. It takes a minute.',
  }),
  'answer-by-phone': answer(answerView({ byPhone: { at: '2026-11-27T15:35:00.000Z', timeZone: 'Europe/Rome' } })),
  'promise-change-solved': promiseChange(promiseChangeView({ closed: { as: 'solved', isAnswered: true } })),
  'agent-notice-remarks': agentNotice(
    agentNoticeView({
      kind: 'again',
      requester: { address: 'anna@rossi.example', name: 'Anna Rossi', verified: false },
      declares: { priority: 1, outcome: 'raised' },
      text: 'P1\n\nNow nothing works at all.',
    }),
  ),
  'acknowledgement-call-late': acknowledgement(
    acknowledgementView({ channel: 'phone', now: '2026-11-30T10:00:00.000Z', why: plainWhy('en') }),
  ),
  'promise-change': promiseChange(promiseChangeView({ why: plainWhy('en') })),
  'promise-change-lowered-it': promiseChange(
    promiseChangeView({
      language: 'it',
      subject: 'Gli ordini sono fermi da stamattina',
      from: 1,
      priority: 2,
      reason: 'customer-unresponsive',
      answerBy: '2026-12-01T12:00:00.000Z',
    }),
  ),
  'promise-change-late': promiseChange(promiseChangeView({ now: '2026-11-30T10:00:00.000Z' })),
  'promise-change-closed': promiseChange(promiseChangeView({ closed: { as: 'duplicate', isAnswered: false } })),
  'command-help': commandHelp({
    language: 'en',
    deskName: 'Acme Support',
    ticketId: 'T-4F7K2M9Q',
    subject: 'Orders are stuck since this morning',
    priority: 1,
    readers: ['anna@rossi.example'],
    proposed: [],
    answerSent: false,
    problems: ['#nte: there is no such command'],
  }),
  'form-news': formNews({
    language: 'en',
    deskName: 'Acme Support',
    timeZone: 'Europe/Rome',
    name: 'website',
    since: '2026-11-30T09:30:00.000Z',
    news: 'refused',
    why: 'not signed as this source signs',
  }),
  'contact-told': contactTold({
    language: 'en',
    deskName: 'Acme Support',
    title: 'T-4F7K2M9Q: Overdue, nobody has answered in time',
    subject: 'Orders are stuck since this morning',
    facts: [
      { label: 'Priority', value: 'P1, critical impact' },
      { label: 'Customer', value: 'Ferramenta Rossi' },
    ],
    link: 'https://desk.example.com/console/t/T-4F7K2M9Q',
    name: 'night',
  }),
  'target-given-up': targetGivenUp({
    language: 'en',
    deskName: 'Acme Support',
    timeZone: 'Europe/Rome',
    name: 'ops',
    failingSince: '2026-11-25T09:30:00.000Z',
    failures: 61,
    why: 'it answered 404',
    isGone: false,
    days: 5,
  }),
  'to-nobody': toNobody({ language: 'en', deskName: 'Acme Support' }),
  answer: answer(answerView()),
  'answer-formatted': answer(
    answerView({
      html: '<p>Hello Anna,</p><p>please <b>restart the queue</b>:</p><ol><li>open <a href="https://status.example">the status page</a></li><li>press <i>Restart</i></li></ol><table border="1"><tr><td>Queue</td><td>Orders</td></tr><tr><td>Waiting</td><td>214</td></tr></table>',
    }),
  ),
  'answer-ask': answer(
    answerView({ language: 'it', ask: { until: '2026-11-30T10:30:00.000Z', timeZone: 'Europe/Rome' } }),
  ),
  unresponsive: unresponsive({
    language: 'en',
    deskName: 'Acme Support',
    ticketId: 'T-4F7K2M9Q',
    subject: 'Orders are stuck since this morning',
    priority: 1,
    customer: { name: 'Anna Rossi', address: 'anna@rossi.example', verified: true },
    agent: 'Ada Bianchi',
    askedAt: '2026-11-30T09:30:00.000Z',
    until: '2026-11-30T10:30:00.000Z',
    timeZone: 'Europe/Rome',
    readers: ['anna@rossi.example'],
    proposed: [],
    link: 'https://desk.example/tickets/T-4F7K2M9Q',
  }),
  escalation: escalation(
    escalationView({
      customer: 'Rossi S.r.l.',
      messages: [
        ...messages,
        {
          author: { name: 'Ada Bianchi' },
          at: '2026-11-27T15:50:00.000Z',
          text: 'Looks like the queue. Who can look?',
          isNote: true,
        },
        {
          author: { name: 'Anna Rossi', address: 'eve@evil.example', verified: false, isOutside: true },
          at: '2026-11-30T08:05:00.000Z',
          text: 'It works again, thank you.',
          isNote: false,
        },
      ],
    }),
  ),
};
