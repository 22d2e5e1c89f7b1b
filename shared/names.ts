/**
 * Names that infrastructure and run time must agree on, written once: a rename breaks the compile, not production.
 */

/** Environment variables of the functions. */
export const ENV = {
  table: 'TABLE_NAME',
  mailBucket: 'MAIL_BUCKET',
  timerQueueArn: 'TIMER_QUEUE_ARN',
  scheduleGroup: 'SCHEDULE_GROUP',
  scheduleRoleArn: 'SCHEDULE_ROLE_ARN',
  scheduleDeadLetterArn: 'SCHEDULE_DEAD_LETTER_ARN',
  secretId: 'SECRET_ID',
  /** SES configuration set that every mail is sent with. */
  configurationSet: 'CONFIGURATION_SET',
  /** Run-time settings as JSON, see `shared/settings.ts`. */
  settings: 'DESK_SETTINGS',
} as const;

/** Prefixes in the mail bucket. */
export const PREFIX = {
  /** Raw mail as SES stored it; ends by lifecycle. */
  raw: 'raw/',
  /** Attachments, one folder a ticket. */
  attachments: 'attachments/',
} as const;

/** Primary key of the table, see `docs/data-model.md`; both are strings, as are the keys of the indexes. */
export const TABLE_KEY = { partition: 'pk', sort: 'sk' } as const;

/** Attribute of the items that may go when its time has passed, in epoch seconds. */
export const TTL = 'ttl';

/** Global secondary indexes of the table. */
export const INDEX = {
  /** Tickets of one state, by deadline. */
  byState: { name: 'by-state', partition: 'state', sort: 'listKey' },
  /** Tickets of one customer, by deadline. */
  byCustomer: { name: 'by-customer', partition: 'customerId', sort: 'listKey' },
  /** Sparse: tickets whose clock runs or whose mails are unfinished, by when they next need attention. */
  byDue: { name: 'by-due', partition: 'due', sort: 'dueAt' },
  /** Sparse: a ticket by the id of its acknowledgement, a message by the id of the mail it came or went as. */
  byMailId: { name: 'by-mail-id', partition: 'mailId', sort: 'pk' },
} as const;

/** Namespace and names of the CloudWatch metrics. */
export const METRIC = {
  namespace: 'SupportDesk',
  /** The one dimension of all of them. */
  service: 'desk',
  ticketOpened: 'TicketOpened',
  ownMail: 'OwnMailReturned',
  duplicate: 'DuplicateDelivery',
  unreadableMail: 'UnreadableMail',
  firstResponse: 'FirstResponse',
  escalation: 'Escalation',
  swept: 'SweptTicket',
  quarantined: 'QuarantinedMail',
  /** A deadline was computed without holidays of years that nobody knows yet. */
  holidaysUnknown: 'HolidaysUnknown',
} as const;
