import { newSession } from '../../../functions/console/session/session.ts';
import type { ConsoleWords } from '../../../functions/console/words/shape.ts';
import { consoleWords } from '../../../functions/console/words/words.ts';
import type { HttpHandler } from '../../../functions/http/app.ts';
import { createHandler } from '../../../functions/online-desk/handler.ts';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import type { Language } from '../../../shared/language.ts';
import { addNote } from '../../../shared/use-cases/add-note.ts';
import { assign } from '../../../shared/use-cases/assign.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { consoleHandler, cookieOf } from '../../functions/console/signed-in.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, waitingTicket } from '../../support/stories.ts';
import { visit } from '../../support/visit.ts';
import { halfAYear } from './reports.ts';
import { deskOfPages, type PageState, type Scene } from './scene.ts';
import { foundByWords, SOUGHT } from './searching.ts';
import { ANNA, fileOf, premiumRossi, STORY } from './story.ts';

/** States of the console, as Ada sees it who is signed in. */
export const CONSOLE: readonly PageState[] = [
  state(
    'console-queue',
    ({ queue }) => queue.take,
    async (desk, language) => {
      await busyDesk(desk, language);
      return '/console';
    },
  ),
  state(
    'console-queue-empty',
    ({ queue }) => queue.empty.ours,
    async () => '/console',
  ),
  state(
    'console-ticket-waiting',
    ({ ticket }) => ticket.due.heading,
    async (desk, language) => {
      const { id } = await story(desk, language);
      desk.pass(20 * 60);
      return `/console/t/${id}`;
    },
  ),
  state(
    'console-ticket-unproved',
    ({ ticket }) => ticket.compose.disclose,
    async (desk, language) => {
      const { subject, text } = STORY[language];
      const raw = `From: ${ANNA}\nTo: help@support.example, it@elsewhere.example\nSubject: ${subject}\nMessage-ID: <a@rossi.example>\n\n${text}`;
      const received = arrives(desk, raw);
      await receiveMail(desk, { ...received, authenticated: false, verdicts: { ...received.verdicts, dmarc: 'GRAY' } });
      const [card] = (await desk.tickets.list({ limit: 1 })).cards;
      await receiveMail(
        desk,
        arrives(
          desk,
          `From: vera@elsewhere.example\nSubject: Re: [${card?.id}] ${subject}\nIn-Reply-To: <a@rossi.example>\n\n${text}`,
        ),
      );
      return `/console/t/${card?.id}`;
    },
  ),
  state(
    'console-ticket-answered',
    ({ ticket }) => ticket.due.met,
    async (desk, language) => {
      const { id } = await story(desk, language);
      await answered(desk, id, language);
      return `/console/t/${id}?done=answered`;
    },
  ),
  state(
    'console-ticket-closed',
    ({ ticket }) => ticket.change.reopen,
    async (desk, language) => {
      const { id } = await story(desk, language);
      const at = desk.now().toISOString();
      await changeState(desk, { ticketId: id, agent: bruno, at, state: 'closed', reason: 'withdrawn' });
      return `/console/t/${id}?done=closed`;
    },
  ),
  {
    name: 'console-ticket-overtaken',
    status: 409,
    says: (_, language) => consoleWords(language).ticket.problems.heading,
    async make(language) {
      const desk = deskOfPages({ customers: [premiumRossi] });
      const { id } = await story(desk, language);
      const page = await visit(signedIn(desk)).get(`/console/t/${id}`);
      desk.pass(60);
      await answered(desk, id, language);
      const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page.text)?.[1] ?? '';
      const fields = {
        token: hidden('token'),
        seen: hidden('seen'),
        readers: hidden('readers'),
        as: 'answer',
        text: STORY[language].answer,
      };
      const path = `/console/t/${id}/messages?lang=${language}`;
      const answer = await visit(signedIn(desk)).post(path, fields);
      return { shown: { handler: signedIn(desk), answers: new Map([[path, answer]]) }, path };
    },
  },
  state(
    'console-new',
    ({ file }) => file.send,
    async () => `/console/new?email=${encodeURIComponent(ANNA)}`,
  ),
  state(
    'console-search',
    ({ search }) => search.customers,
    async (desk, language) => {
      await story(desk, language);
      return `/console/search?q=${encodeURIComponent(ANNA)}`;
    },
  ),
  {
    ...state(
      'console-search-words',
      () => '',
      async (desk, language) => {
        await foundByWords(desk, language);
        return `/console/search?q=${encodeURIComponent(SOUGHT[language].words)}`;
      },
    ),
    says: (_, language) => consoleWords(language).search.found(2, SOUGHT[language].words),
  },
  state(
    'console-search-partial',
    ({ search }) => search.partial,
    async (desk, language) => {
      await foundByWords(desk, language);
      return `/console/search?q=${encodeURIComponent(SOUGHT[language].frequent)}`;
    },
  ),
  state(
    'console-search-nothing',
    ({ search }) => search.whatIsSearched,
    async () => '/console/search?q=xyz',
  ),
  state(
    'console-customer',
    ({ customer }) => customer.terms,
    async (desk, language) => {
      await story(desk, language);
      return '/console/customers/rossi';
    },
  ),
  state(
    'console-quarantine',
    ({ held }) => held.acceptVirus,
    async (desk, language) => {
      const { subject, text } = STORY[language];
      for (const bad of ['spam', 'virus']) {
        const received = arrives(desk, `From: vera@elsewhere.example\nSubject: ${subject}\n\n${text} ${bad}`, {
          id: bad,
        });
        await receiveMail(desk, { ...received, verdicts: { ...received.verdicts, [bad]: 'FAIL' } });
      }
      return '/console/quarantine';
    },
  ),
  state(
    'console-held',
    ({ held }) => held.discard,
    async (desk, language) => {
      const { subject, text } = STORY[language];
      const received = arrives(desk, `From: vera@elsewhere.example\nSubject: ${subject}\n\n${text}`);
      await receiveMail(desk, { ...received, verdicts: { ...received.verdicts, spam: 'FAIL' } });
      const [entry] = (await desk.quarantine.list({ limit: 1 })).entries;
      return `/console/quarantine/${entry?.id}`;
    },
  ),
  state(
    'console-ticket-colleague',
    ({ presence }) => presence.writes('Bruno'),
    async (desk, language) => {
      await savedReplies(desk);
      const { id } = await story(desk, language);
      await onIt(desk, id);
      return `/console/t/${id}`;
    },
  ),
  state(
    'console-queue-colleague',
    ({ presence }) => presence.writesIt('Bruno'),
    async (desk, language) => {
      await busyDesk(desk, language);
      const [first, second] = (await desk.tickets.list({ limit: 2 })).cards;
      await onIt(desk, first?.id ?? '', second?.id);
      return '/console';
    },
  ),
  state(
    'console-replies',
    ({ replies }) => replies.of.team,
    async (desk) => {
      await savedReplies(desk);
      return '/console/replies?done=added';
    },
  ),
  state(
    'console-replies-empty',
    ({ replies }) => replies.none.team,
    async () => '/console/replies',
  ),
  state(
    'console-reply',
    ({ replies }) => replies.preview,
    async (desk) => {
      await savedReplies(desk);
      return '/console/replies/team/received';
    },
  ),
  {
    name: 'console-reply-problem',
    status: 422,
    says: (_, language) => consoleWords(language).ticket.problems.heading,
    async make(language) {
      const desk = deskOfPages({ customers: [premiumRossi] });
      const path = `/console/replies?lang=${language}`;
      const fields = { name: '', language, text: 'Dear {{customer}},', owner: 'team', token: '' };
      const answer = await visit(signedIn(desk)).post(path, fields);
      return { shown: { handler: signedIn(desk), answers: new Map([[path, answer]]) }, path };
    },
  },
  state(
    'console-lead',
    ({ lead }) => lead.breaches.deadline,
    async (desk, language) => {
      await busyTeam(desk, language);
      return '/console/lead';
    },
  ),
  state(
    'console-lead-empty',
    ({ lead }) => lead.breaches.empty,
    async (desk) => {
      await desk.agents.put({ ...ada, role: 'lead' });
      return '/console/lead';
    },
  ),
  state(
    'console-lead-amiss',
    ({ lead }) => lead.troubles(4),
    async (desk, language) => {
      await busyTeam(desk, language);
      await teamAmiss(desk);
      return '/console/lead';
    },
  ),
  state(
    'console-lead-unknown',
    ({ lead }) => lead.unknown,
    async (desk) => {
      await desk.agents.put({ ...ada, role: 'lead' });
      for (const port of ['tickets.list', 'quarantine.list', 'queues.depth', 'sweepNotes.last', 'tickets.overdue'])
        desk.faults.add({ port });
      return '/console/lead';
    },
  ),
  state(
    'console-lead-waiting',
    ({ lead }) => lead.list.title,
    async (desk, language) => {
      await busyTeam(desk, language);
      return '/console/lead/waiting?agent=bruno&level=breach';
    },
  ),
  {
    name: 'console-lead-refused',
    status: 403,
    says: (_, language) => consoleWords(language).lead.onlyLeads.title,
    make: async (language) => ({ shown: { handler: signedIn(deskOfPages()) }, path: `/console/lead?lang=${language}` }),
  },
  state(
    'console-report',
    ({ report }) => report.by.customer.title,
    async (desk) => {
      await halfAYear(desk);
      return '/console/reports';
    },
  ),
  state(
    'console-report-sheet',
    ({ report }) => report.sheet.back,
    async (desk) => {
      await halfAYear(desk);
      return '/console/reports/customers/rossi';
    },
  ),
  state(
    'console-report-empty',
    ({ report }) => report.empty,
    async (desk) => {
      await desk.agents.put({ ...ada, role: 'lead' });
      return '/console/reports?month=2026-02';
    },
  ),
  {
    name: 'console-report-no-month',
    status: 422,
    says: (_, language) => consoleWords(language).report.noMonth('2026-13'),
    make: async (language) => {
      const desk = deskOfPages();
      await desk.agents.put({ ...ada, role: 'lead' });
      return { shown: { handler: signedIn(desk) }, path: `/console/reports?month=2026-13&lang=${language}` };
    },
  },
  state(
    'console-me',
    ({ me }) => me.everywhere,
    async () => '/console/me',
  ),
  state(
    'console-me-away',
    ({ me }) => me.away.back,
    async (desk) => {
      await desk.agents.put({ ...ada, absent: { until: '2026-12-24T17:00:00.000Z' } });
      return '/console/me';
    },
  ),
  {
    name: 'console-login-refused',
    status: 400,
    says: (_, language) => consoleWords(language).login.refused.title,
    make: async (language) => ({
      shown: { handler: withAssets(deskOfPages(), []) },
      path: `/console/callback?state=x&lang=${language}`,
    }),
  },
];

/** A page of the console in a state that `make` brings about; it gives the page's path. */
function state(
  name: string,
  says: (words: ConsoleWords) => string,
  make: (desk: MemoryDesk, language: Language) => Promise<string>,
): PageState {
  return {
    name,
    status: 200,
    says: (_, language) => says(consoleWords(language)),
    async make(language): Promise<Scene> {
      const desk = deskOfPages({ customers: [premiumRossi] });
      const path = await make(desk, language);
      return { shown: { handler: signedIn(desk) }, path: `${path}${path.includes('?') ? '&' : '?'}lang=${language}` };
    },
  };
}

/** The console for a browser in which Ada is signed in. */
function signedIn(desk: MemoryDesk): HttpHandler {
  return withAssets(desk, [cookieOf(newSession(ada, desk.machineNow()))]);
}

/** The console with its sheets and scripts, which the online desk serves, as the routes have it. */
function withAssets(desk: MemoryDesk, cookies: string[]): HttpHandler {
  const [console, others] = [consoleHandler(desk), createHandler(desk)];
  return (event, context) =>
    event.rawPath.startsWith('/console') ? console({ ...event, cookies }, context) : others(event, context);
}

/** Bruno writes on a ticket, and has another open. */
async function onIt(desk: MemoryDesk, ticket: string, other = ticket): Promise<void> {
  const at = desk.machineNow().toISOString();
  const places = [
    { ticket, at, isWriting: true },
    { ticket: other, at, isWriting: false },
  ];
  await desk.presence.note({ agent: 'bruno', places: other === ticket ? places.slice(0, 1) : places });
}

/** Replies in both languages, of Ada's own and the team's, one of them long. */
async function savedReplies(desk: MemoryDesk): Promise<void> {
  const received = {
    en: 'Dear {{requester.name}},\n\nthank you for your request {{ticket.number}}, “{{ticket.subject}}”. You hear from us by {{ticket.deadline}} at the latest.\n\nKind regards\n{{agent.name}}',
    it: 'Gentile {{requester.name}},\n\ngrazie per la richiesta {{ticket.number}}, «{{ticket.subject}}». Ti rispondiamo al più tardi {{ticket.deadline}}.\n\nCordiali saluti\n{{agent.name}}',
  };
  const add = (owner: 'team' | typeof ada, id: string, language: Language, name: string, text: string) =>
    desk.savedReplies.add(owner, { id, name, language, text });
  await add('team', 'received', 'en', 'We have it', received.en);
  await add('team', 'ricevuto', 'it', 'L’abbiamo ricevuta', received.it);
  await add(
    'team',
    'restart',
    'en',
    'Restart the queue of the warehouse from the page of the till',
    'Please restart the queue on the page of the till: it takes a minute, and no order is lost.\n\n'.repeat(12).trim(),
  );
  await add(
    ada,
    'call',
    'en',
    'I will call',
    'I will call you this afternoon about {{ticket.number}}.\n{{agent.name}}',
  );
  await add(ada, 'chiamo', 'it', 'Ti chiamo', 'Ti chiamo oggi pomeriggio per {{ticket.number}}.\n{{agent.name}}');
}

async function story(desk: MemoryDesk, language: Language) {
  const { name, subject, text, file } = STORY[language];
  const requester = { address: ANNA, name, verified: true };
  return waitingTicket(desk, { language, priority: 1, subject, text, requester, attachments: [fileOf(file)] });
}

async function answered(desk: MemoryDesk, id: string, language: Language): Promise<void> {
  const { answer, more } = STORY[language];
  const receivedAt = desk.now().toISOString();
  const of = { ticketId: id, agent: bruno };
  await addNote(desk, { ...of, source: `note:${id}`, text: more, at: receivedAt });
  await respond(desk, { ...of, source: `answer:${id}`, text: answer, attachments: [], receivedAt, tellBy: 'call' });
}

/** A queue in which there is one of each: fresh, urgent, late, unproved, taken, and answered again by the customer. */
async function busyDesk(desk: MemoryDesk, language: Language): Promise<void> {
  const { subject, text, name } = STORY[language];
  const requester = { address: ANNA, name, verified: true };
  const open = (number: number, change: Parameters<typeof waitingTicket>[1]) =>
    waitingTicket(desk, { source: `test:${number}`, language, subject, text, requester, ...change });
  await open(1, { priority: 1 });
  desk.pass(25 * 60);
  await open(2, { priority: 1 });
  desk.pass(24 * 60);
  const taken = await open(3, { priority: 2 });
  await assign(desk, { ticketId: taken.id, agent: ada, to: 'bruno', at: desk.now().toISOString() });
  await open(4, {
    priority: 3,
    requester: { address: 'somebody.with.a.long.name@a-long-domain.example', verified: false },
  });
  const done = await open(5, { priority: 4 });
  await answered(desk, done.id, language);
  const ticket = await desk.tickets.get(done.id);
  if (ticket) await desk.tickets.save({ ...ticket, lastPublic: { at: desk.now().toISOString(), by: 'customer' } });
}

/** A team at work since two in the morning: some were answered in time and some late, some wait, at each level, and one mail is held. */
async function busyTeam(desk: MemoryDesk, language: Language): Promise<void> {
  await desk.agents.put({ ...ada, role: 'lead' });
  await desk.agents.put({ id: 'giulia', name: 'Giulia Conti', addresses: ['giulia@support.example'] });
  desk.settings.canary = true;
  const { subject, text, name } = STORY[language];
  const open = (number: number, assignee?: string) =>
    waitingTicket(desk, {
      source: `test:${number}`,
      language,
      priority: 1,
      subject,
      text,
      requester: { address: ANNA, name, verified: true },
    }).then(async ({ id }) => {
      const at = desk.now().toISOString();
      if (assignee !== undefined) await assign(desk, { ticketId: id, agent: ada, to: assignee, at });
      return id;
    });
  const answers: [at: string, took: number][] = [
    ['01:10', 10],
    ['05:40', 12],
    ['06:05', 20],
    ['06:30', 8],
    ['06:45', 44],
    ['07:20', 10],
    ['07:50', 5],
  ];
  for (const [index, [at, took]] of answers.entries()) {
    desk.setNow(`2026-11-30T${at}:00.000Z`);
    const id = await open(index);
    desk.pass(took * 60);
    await answered(desk, id, language);
  }
  const waiting: [at: string, assignee?: string, level?: string][] = [
    ['07:31', 'bruno', 'critical'],
    ['07:49', undefined, 'breach'],
    ['07:57', 'bruno', 'breach'],
    ['08:05', 'giulia', 'warning'],
    ['08:16'],
    ['08:24', 'ada'],
  ];
  for (const [index, [at, assignee, level]] of waiting.entries()) {
    desk.setNow(`2026-11-30T${at}:00.000Z`);
    const id = await open(20 + index, assignee);
    const ticket = await desk.tickets.get(id);
    if (ticket && level) await desk.tickets.save({ ...ticket, reached: level });
  }
  const received = arrives(desk, `From: vera@elsewhere.example\nSubject: ${subject}\n\n${text}`, { id: 'spam' });
  await receiveMail(desk, { ...received, verdicts: { ...received.verdicts, spam: 'FAIL' } });
  desk.setNow('2026-11-30T08:31:30.000Z');
  const at = '2026-11-30T08:30:02.000Z';
  await desk.canary.arrived({ sent: '2026-11-30T08:29:58.000Z', arrived: at });
  const undone = { tickets: 0, held: 0, team: 0, forms: 0 };
  await desk.sweepNotes.write({ at, undone, tickets: [], account: { isPaused: false, isQuotaNear: false } });
}

/** What alarms are about: dead letters, no canary, a sweep that mends nothing, an account that is stopped; and an answer that cannot leave. */
async function teamAmiss(desk: MemoryDesk): Promise<void> {
  desk.queued.intake = { waiting: 14, inHand: 3, deadLetters: 2 };
  desk.queued['team-mail'] = { waiting: 5, inHand: 0, deadLetters: 0 };
  await desk.canary.arrived({ sent: '2026-11-30T08:09:58.000Z', arrived: '2026-11-30T08:10:00.000Z' });
  const { cards } = await desk.tickets.list({ state: 'waiting', limit: 9 });
  const [first, second] = cards;
  await desk.sweepNotes.write({
    at: '2026-11-30T08:30:02.000Z',
    undone: { tickets: 1, held: 0, team: 0, forms: 0 },
    tickets: second ? [second.id] : [],
    account: { isPaused: true, isQuotaNear: false },
  });
  desk.faults.add({ port: 'mailer.send', outcome: { outcome: 'later', reason: 'Throttling: the account is paused' } });
  const receivedAt = desk.now().toISOString();
  const of = { ticketId: first?.id ?? '', agent: bruno, receivedAt, tellBy: 'call' } as const;
  await respond(desk, { ...of, source: 'answer:parked', text: 'We are on it.', attachments: [] });
}
