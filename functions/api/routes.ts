import type * as z from 'zod';
import { filledReplySchema, replyChangeSchema, replyRemovalSchema, replySchema } from './reply-requests.ts';
import { promiseReportSchema } from './report-requests.ts';
import {
  changeSchema,
  filingSchema,
  followLinkSchema,
  leadSchema,
  listSchema,
  outsideSchema,
  quarantineListSchema,
  readerSchema,
  redactionSchema,
  releaseSchema,
  responseSchema,
  searchSchema,
  storySchema,
  textSchema,
} from './requests.ts';

/** The bodies of answers, by the names that infra/openapi/shapes.ts says their fields of. */
export type Shape =
  | 'Health'
  | 'Ticket'
  | 'TicketList'
  | 'TicketStory'
  | 'MessagePage'
  | 'TrailPage'
  | 'TicketAndMessage'
  | 'MessageOnly'
  | 'TicketAndSplit'
  | 'TicketAndFiled'
  | 'QuarantineEntry'
  | 'HeldMail'
  | 'QuarantineList'
  | 'Found'
  | 'Customer'
  | 'Lead'
  | 'PromiseReport'
  | 'Reply'
  | 'FilledReply'
  | 'ReplyList';

/** Those that all routes with a token give, or with a body, are added by infra/openapi/document.ts. */
type Refusal = 400 | 404 | 409 | 410 | 422 | 500 | 503;

/** A route as `docs/openapi.json` describes it. */
export type Route = {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** With its parameters in braces. */
  path: string;
  summary: string;
  query?: z.ZodType;
  /** What it takes, with requests that a test sends. */
  body?: { schema: z.ZodType; examples: readonly [unknown, ...unknown[]] };
  /** Takes an Idempotency-Key. */
  isKeyed?: true;
  /** Needs no token. */
  isOpen?: true;
  /** What it answers when all is well; null for no body. */
  answers: Readonly<Record<number, Shape | null>>;
  refuses: readonly Refusal[];
};

const TICKET = '/api/tickets/{id}';
const MESSAGE = `${TICKET}/messages/{key}`;
const REPLY = '/api/replies/{owner}/{id}';

/** A saved reply. */
const HELLO = { owner: 'agent', name: 'Hello', language: 'en', text: 'Dear {{requester.name}},' };

/** Every route of handler.ts, in the order of docs/api.md, from which `npm run openapi` makes `docs/openapi.json`. */
export const ROUTES: readonly Route[] = [
  {
    method: 'get',
    path: '/health',
    summary: 'Says that the desk runs',
    isOpen: true,
    answers: { 200: 'Health' },
    refuses: [],
  },
  {
    method: 'get',
    path: '/files/{ticketId}/{messageKey}/{index}/{signature}',
    summary: 'Leads on to an attachment, the HTML of a message or its whole text; the link comes with the message',
    isOpen: true,
    answers: { 302: null },
    refuses: [404, 500, 503],
  },
  {
    method: 'get',
    path: '/api/tickets',
    summary: 'Lists tickets by deadline',
    query: listSchema,
    answers: { 200: 'TicketList' },
    refuses: [400],
  },
  {
    method: 'get',
    path: TICKET,
    summary: 'One ticket with its clock, newest messages and newest trail',
    answers: { 200: 'TicketStory' },
    refuses: [404],
  },
  {
    method: 'get',
    path: `${TICKET}/messages`,
    summary: 'A page of its messages',
    query: storySchema,
    answers: { 200: 'MessagePage' },
    refuses: [400, 404],
  },
  {
    method: 'get',
    path: `${TICKET}/trail`,
    summary: 'A page of its trail',
    query: storySchema,
    answers: { 200: 'TrailPage' },
    refuses: [400, 404],
  },
  {
    method: 'post',
    path: '/api/tickets',
    summary: 'Files a ticket for a customer, phone calls included',
    body: {
      schema: filingSchema,
      examples: [
        { email: 'bea@bianchi.example', subject: 'No network', body: 'All is down.', priority: 1 },
        { email: 'bea@bianchi.example', name: 'Bea', subject: 'No network', body: 'She called.', channel: 'phone' },
      ],
    },
    isKeyed: true,
    answers: { 201: 'Ticket', 200: 'Ticket' },
    refuses: [400, 409, 422],
  },
  {
    method: 'post',
    path: `${TICKET}/responses`,
    summary: 'Answers the customer and stops the clock',
    body: { schema: responseSchema, examples: [{ text: 'Please try the other key.' }] },
    isKeyed: true,
    answers: { 201: 'TicketAndMessage', 200: 'TicketAndMessage', 202: 'TicketAndMessage' },
    refuses: [400, 404, 409, 422],
  },
  {
    method: 'post',
    path: `${TICKET}/confirm`,
    summary: 'Confirms who the requester is',
    answers: { 200: 'Ticket' },
    refuses: [404, 422],
  },
  {
    method: 'post',
    path: `${MESSAGE}/withdraw`,
    summary: 'Takes back an answer that waits for the mail service',
    answers: { 200: 'TicketAndMessage' },
    refuses: [404, 422],
  },
  {
    method: 'post',
    path: `${MESSAGE}/resend`,
    summary: 'Sends an answer again that did not arrive',
    answers: { 200: 'TicketAndMessage', 202: 'TicketAndMessage' },
    refuses: [404, 409, 422],
  },
  {
    method: 'post',
    path: `${MESSAGE}/split`,
    summary: 'Makes a ticket of its own of what a customer wrote later',
    answers: { 201: 'TicketAndSplit', 200: 'TicketAndSplit' },
    refuses: [404, 422],
  },
  {
    method: 'post',
    path: `${TICKET}/readers`,
    summary: 'Lets somebody read public answers',
    body: { schema: readerSchema, examples: [{ address: 'bea@rossi.example', name: 'Bea' }] },
    answers: { 200: 'Ticket' },
    refuses: [400, 404, 409, 422],
  },
  {
    method: 'delete',
    path: `${TICKET}/readers/{address}`,
    summary: 'Takes a reader out again',
    answers: { 200: 'Ticket' },
    refuses: [404, 409, 422],
  },
  {
    method: 'post',
    path: `${TICKET}/outside/dismiss`,
    summary: 'Takes what was written from outside off the list',
    body: { schema: outsideSchema, examples: [{ address: 'eve@elsewhere.example' }, {}] },
    answers: { 200: 'Ticket' },
    refuses: [400, 404, 422],
  },
  {
    method: 'post',
    path: `${TICKET}/outside/file`,
    summary: 'Makes a ticket of each message that was written from outside',
    body: { schema: outsideSchema, examples: [{ address: 'eve@elsewhere.example' }, {}] },
    answers: { 201: 'TicketAndFiled' },
    refuses: [400, 404, 422],
  },
  {
    method: 'post',
    path: `${TICKET}/follow-links`,
    summary: 'Mails a reader a new link to the online desk',
    body: { schema: followLinkSchema, examples: [{ address: 'anna@rossi.example' }] },
    answers: { 200: 'Ticket' },
    refuses: [400, 404, 422],
  },
  {
    method: 'delete',
    path: `${TICKET}/follow-links`,
    summary: 'Revokes all links of the ticket to the online desk',
    answers: { 200: 'Ticket' },
    refuses: [404],
  },
  {
    method: 'post',
    path: `${MESSAGE}/redact`,
    summary: 'Hides words of a message, or all of it, for good',
    body: { schema: redactionSchema, examples: [{ text: 'hunter2-Xyz!' }, { whole: true }] },
    answers: { 200: 'TicketAndMessage' },
    refuses: [400, 404, 422],
  },
  {
    method: 'post',
    path: `${TICKET}/notes`,
    summary: 'Writes what the customer does not see',
    body: { schema: textSchema, examples: [{ text: 'They are away until Monday.' }] },
    isKeyed: true,
    answers: { 201: 'MessageOnly' },
    refuses: [400, 404, 409, 422],
  },
  {
    method: 'patch',
    path: TICKET,
    summary: 'Makes one change: of priority, state, assignee, tags, snoozing, requester, customer or plan',
    body: {
      schema: changeSchema,
      examples: [
        { assignee: 'me' },
        { assignee: null },
        { priority: 1, reason: 'the whole floor is locked out' },
        { state: 'closed', reason: 'withdrawn' },
        { requester: { address: 'bea@bianchi.example', name: 'Bea' } },
        { customer: 'bianchi' },
        { customer: null },
        { plan: 'premium' },
        { snoozedUntil: '2026-12-01T08:00:00Z' },
        { snoozedUntil: null },
        { tags: { add: ['billing'], remove: ['vip'] } },
      ],
    },
    answers: { 200: 'Ticket' },
    refuses: [400, 404, 409, 422],
  },
  {
    method: 'get',
    path: '/api/search',
    summary: 'Finds tickets by number, address or words, and customers by name',
    query: searchSchema,
    answers: { 200: 'Found' },
    refuses: [400],
  },
  {
    method: 'get',
    path: '/api/customers/{id}',
    summary: 'One customer, what was sold, and the newest tickets',
    answers: { 200: 'Customer' },
    refuses: [404],
  },
  {
    method: 'get',
    path: '/api/quarantine',
    summary: 'Lists the mails that did not become tickets',
    query: quarantineListSchema,
    answers: { 200: 'QuarantineList' },
    refuses: [400],
  },
  {
    method: 'get',
    path: '/api/quarantine/{id}',
    summary: 'One of them, with the beginning of its text and the names of its files',
    answers: { 200: 'HeldMail' },
    refuses: [404],
  },
  {
    method: 'post',
    path: '/api/quarantine/{id}/discard',
    summary: 'Takes one of them off the list; it can still be let out while its mail is kept',
    answers: { 200: 'QuarantineEntry' },
    refuses: [404, 422],
  },
  {
    method: 'post',
    path: '/api/quarantine/{id}/release',
    summary: 'Lets one of them out, a virus only with accept=virus',
    query: releaseSchema,
    answers: { 200: 'QuarantineEntry' },
    refuses: [400, 404, 410, 422],
  },
  {
    method: 'get',
    path: '/api/lead',
    summary: 'How the whole team stands; for leads and admins',
    query: leadSchema,
    answers: { 200: 'Lead' },
    refuses: [400],
  },
  {
    method: 'get',
    path: '/api/reports/promise',
    summary: 'What became of the promises of a month; for leads and admins',
    query: promiseReportSchema,
    answers: { 200: 'PromiseReport' },
    refuses: [400],
  },
  {
    method: 'get',
    path: '/api/replies',
    summary: 'Lists the saved replies of who asks, and the team’s',
    answers: { 200: 'ReplyList' },
    refuses: [],
  },
  {
    method: 'post',
    path: '/api/replies',
    summary: 'Saves a reply',
    body: { schema: replySchema, examples: [HELLO, { ...HELLO, owner: 'team' }] },
    isKeyed: true,
    answers: { 201: 'Reply', 200: 'Reply' },
    refuses: [400, 422],
  },
  {
    method: 'get',
    path: REPLY,
    summary: 'One saved reply, filled in from a ticket that is named',
    query: filledReplySchema,
    answers: { 200: 'FilledReply' },
    refuses: [400, 404],
  },
  {
    method: 'put',
    path: REPLY,
    summary: 'Writes a saved reply in place of the version that was seen, for another owner too',
    body: {
      schema: replyChangeSchema,
      examples: [
        { ...HELLO, text: 'Dear {{requester.name}}, we are at it.', version: 1 },
        { ...HELLO, owner: 'team', version: 1 },
      ],
    },
    answers: { 200: 'Reply' },
    refuses: [400, 404, 409, 422],
  },
  {
    method: 'delete',
    path: REPLY,
    summary: 'Removes a saved reply as it was seen; gives those that are left',
    query: replyRemovalSchema,
    answers: { 200: 'ReplyList' },
    refuses: [400, 409],
  },
];
