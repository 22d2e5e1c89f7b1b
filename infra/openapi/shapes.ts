import type { Shape } from '../../functions/api/routes.ts';

/** What the bodies of answers have, as `shared/present/` makes them: a field's name, or what it holds. A field with nothing to say is null. */
type Fields = readonly (string | readonly [string, object])[];

const ref = (name: Shape | 'Message') => ({ $ref: `#/components/schemas/${name}` });
const listOf = (items: object) => ({ type: 'array', items });

const TICKET: Fields = [
  ...['id', 'state', 'awaits', 'priority', 'channel', 'subject', 'requester', 'customer', 'plan', 'openedAt'],
  ...['respondBy', 'firstResponse', 'cancelled', 'closedAt', 'escalation', 'assignee', 'snoozedUntil', 'outside'],
  ...['unresponsiveSince', 'tags'],
];

const MESSAGES: Fields = [['messages', listOf(ref('Message'))], 'olderMessages', 'unreadableMessages'];

const HELD: Fields = [
  ...['id', 'at', 'state', 'reason', 'detail', 'from', 'subject', 'recipients'],
  ...['releasedBy', 'releasedAt', 'discardedBy', 'discardedAt'],
];

const REPLY: Fields = ['id', 'owner', 'name', 'language', 'text', 'version'];

const FIELDS: Record<Shape | 'Message', { says: string; fields: Fields }> = {
  Health: { says: 'The desk runs.', fields: ['status', 'version', 'zoneData', 'time'] },
  Ticket: { says: 'A ticket as the list shows it, and its tags.', fields: TICKET },
  TicketList: {
    says: 'A page of tickets, without their tags; `next` is the cursor of the next page.',
    fields: [['tickets', listOf({ type: 'object' })], 'unreadable', 'next'],
  },
  TicketStory: {
    says: 'A ticket with its clock, its newest messages and its newest trail.',
    fields: [
      ...TICKET,
      ...['language', 'declared', 'door', 'participants', 'proposed', 'fromOutside', 'links'],
      ...[
        'followLinksFrom',
        'mergedInto',
        'disputed',
        'satisfaction',
        'clock',
        'watch',
        'escalations',
        'parked',
        'redactionDue',
      ],
      ...MESSAGES,
      ...['trail', 'olderTrail'],
    ],
  },
  Message: {
    says: 'A message of a ticket.',
    fields: [
      ...[
        'id',
        'at',
        'author',
        'by',
        'name',
        'kind',
        'subject',
        'text',
        'wholeText',
        'replyText',
        'hiddenLines',
        'html',
      ],
      ...['delivery', 'deliveredAt', 'givenByPhone', 'declares', 'asks', 'undelivered', 'redactedAt', 'attachments'],
      'warnings',
    ],
  },
  MessagePage: { says: 'A page of messages, in order of time.', fields: MESSAGES },
  TrailPage: { says: 'A page of the trail, in order of time.', fields: ['trail', 'olderTrail', 'unreadableTrail'] },
  TicketAndMessage: {
    says: 'The ticket, and the message that it is about.',
    fields: [
      ['ticket', ref('Ticket')],
      ['message', ref('Message')],
    ],
  },
  MessageOnly: { says: 'The note.', fields: [['message', ref('Message')]] },
  TicketAndSplit: {
    says: 'The ticket, and the one that was split off.',
    fields: [
      ['ticket', ref('Ticket')],
      ['split', ref('Ticket')],
    ],
  },
  TicketAndFiled: {
    says: 'The ticket, and those that were made of what came from outside.',
    fields: [
      ['ticket', ref('Ticket')],
      ['filed', listOf(ref('Ticket'))],
    ],
  },
  QuarantineEntry: {
    says: 'A mail that was held, and what became of it.',
    fields: HELD,
  },
  HeldMail: {
    says: 'The same, with the first 300 characters of its `text` and the names of its `files`.',
    fields: [...HELD, 'text', 'files'],
  },
  QuarantineList: {
    says: 'A page of held mails, newest first; `next` is the cursor of the next page.',
    fields: [['entries', listOf(ref('QuarantineEntry'))], 'unreadable', 'next'],
  },
  Found: {
    says: 'What was found; `is` says what it was looked for as: `number`, `address` or `words`. `isPartial`: its words are so frequent that some tickets may be missing.',
    fields: [
      'is',
      ['customers', listOf({ type: 'object' })],
      ['tickets', listOf({ type: 'object' })],
      'isWhole',
      'isPartial',
    ],
  },
  Customer: {
    says: 'A customer’s record, and their tickets as a list shows them, newest first.',
    fields: [
      ...[
        'id',
        'name',
        'plan',
        'contacts',
        'calendar',
        'timeZone',
        'language',
        'holidayRegion',
        'holidays',
        'workdays',
      ],
      ...['targets', 'clocks', 'portal'],
      ['tickets', listOf({ type: 'object' })],
      'isWhole',
    ],
  },
  Lead: {
    says: 'The figures of the lead’s page; what could not be asked is `unknown`.',
    fields: [
      ...[
        'at',
        'timeZone',
        'waiting',
        'wroteAgain',
        'breaches',
        'answers',
        'held',
        'parked',
        'queues',
        'canary',
        'sweep',
      ],
    ],
  },
  PromiseReport: {
    says: 'The figures of some months, of all tickets and told apart as was asked. `unreadable`: numbers of tickets that are in no figure.',
    fields: ['at', 'timeZone', 'from', 'to', 'all', 'by', ['unreadable', listOf({ type: 'string' })]],
  },
  Reply: { says: 'A saved reply; `version` counts its changes.', fields: REPLY },
  FilledReply: {
    says: 'A saved reply; `filledIn` is its text as the customer of the ticket that was named would read it.',
    fields: [...REPLY, 'filledIn'],
  },
  ReplyList: {
    says: 'The saved replies of who asks, then the team’s, each by name.',
    fields: [['replies', listOf(ref('Reply'))]],
  },
};

/** The JSON schemas of all answers by their names: which fields they have, not what each holds, which docs/api.md says. */
export function shapeSchemas(): Record<string, object> {
  return Object.fromEntries(
    Object.entries(FIELDS).map(([name, { says, fields }]) => {
      const properties = fields.map((field): [string, object] =>
        typeof field === 'string' ? [field, {}] : [...field],
      );
      return [
        name,
        {
          type: 'object',
          description: says,
          properties: Object.fromEntries(properties),
          required: properties.map(([field]) => field),
        },
      ];
    }),
  );
}
