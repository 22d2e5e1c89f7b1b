/**
 * Names that infrastructure and run time must agree on, written once: a rename breaks the compile, not production.
 */

/** Environment variables of the functions. */
export const ENV = {
  ticketTable: 'TICKET_TABLE',
  peopleTable: 'PEOPLE_TABLE',
  mailBucket: 'MAIL_BUCKET',
  intakeQueueArn: 'INTAKE_QUEUE_ARN',
  timerQueueArn: 'TIMER_QUEUE_ARN',
  teamMailQueueArn: 'TEAM_MAIL_QUEUE_ARN',
  scheduleGroup: 'SCHEDULE_GROUP',
  scheduleRoleArn: 'SCHEDULE_ROLE_ARN',
  scheduleDeadLetterArn: 'SCHEDULE_DEAD_LETTER_ARN',
  secretId: 'SECRET_ID',
  /** The secret with the sources of forms; one function may read it. */
  formSecretId: 'FORM_SECRET_ID',
  /** Of the one function that tells targets: what is secret of them, their queue, and its dead letters. */
  targetSecretId: 'TARGET_SECRET_ID',
  targetQueueArn: 'TARGET_QUEUE_ARN',
  targetDeadLettersArn: 'TARGET_DEAD_LETTERS_ARN',
  /** SES configuration set that every mail is sent with. */
  configurationSet: 'CONFIGURATION_SET',
  /** Run-time settings as JSON, see `shared/settings.ts`. */
  settings: 'DESK_SETTINGS',
} as const;

/** Environment variables of the function that reads the table's stream, which has none of those above. */
export const CHANGES_ENV = {
  eventBus: 'EVENT_BUS',
  deadLettersArn: 'CHANGES_DEAD_LETTERS_ARN',
  /** Of the table whose stream it reads: it writes what is made of tickets, and never a ticket. */
  table: 'CHANGED_TABLE',
  /** Calendars that the admin declared, as JSON: by these open time is counted. */
  calendars: 'CALENDARS',
  /** Who is told outside, and the queue of what they are to be told; as for the others (`ENV`). */
  peopleTable: ENV.peopleTable,
  targetQueueArn: ENV.targetQueueArn,
} as const;

/**
 * Environment variable with the address of S3 for browsers, where it is not the one that the functions use themselves: a gateway in front
 * of it, or the door of a local desk. Left out, the two are one.
 */
export const UPLOADS_ENDPOINT = 'UPLOADS_ENDPOINT';

/** Prefixes in the mail bucket. */
export const PREFIX = {
  /** Raw mail as SES stored it; ends by lifecycle. */
  raw: 'raw/',
  /** What the mail service said of each raw mail; ends with it. */
  received: 'received/',
  /** Raw requests of online forms; end as raw mail does. */
  webhooks: 'webhooks/',
  /** What was submitted on pages of the online desk; ends likewise. */
  pages: 'pages/',
  /** What agents filed for customers; ends likewise. */
  filings: 'filings/',
  /** Files that a page sent before its form, one folder a submission; they end after two days. */
  uploads: 'uploads/',
  /** Attachments, long texts and HTML, one folder a ticket. */
  attachments: 'attachments/',
  /** Who was erased, by a hash: a backup of the tables knows nothing of it. */
  erased: 'erased/',
} as const;

/** Primary key of both tables, see `docs/data-model.md`; both parts are strings, as are the keys of the indexes. */
export const TABLE_KEY = { partition: 'pk', sort: 'sk' } as const;

/** Attribute of the items that may go when its time has passed, in epoch seconds. */
export const TTL = 'ttl';

/** What a list shows of a ticket, and all that the list indexes hold beside their keys. */
const CARD = { include: ['card'] } as const;
/** Whoever finds an entry reads the item itself. */
const KEYS_ONLY = { include: [] } as const;

/** Global secondary indexes of the table of tickets. */
export const INDEX = {
  /** Tickets of one view and priority, by deadline. */
  byView: { name: 'by-view', partition: 'view', sort: 'viewKey', ...CARD },
  /** Tickets of one customer, or of one address that no record knows, by view and deadline. */
  byCustomer: { name: 'by-customer', partition: 'customerId', sort: 'listKey', ...CARD },
  /** Sparse: tickets that an agent has taken on, by view and deadline. */
  byAssignee: { name: 'by-assignee', partition: 'assigneeId', sort: 'listKey', ...CARD },
  /** Sparse: tickets that owe something, by when they next need attention. */
  byDue: { name: 'by-due', partition: 'dueShard', sort: 'dueKey', ...KEYS_ONLY },
  /** Sparse: a ticket by the id of its acknowledgement, a message by the id of the mail it came or went as. */
  byMailId: { name: 'by-mail-id', partition: 'mailId', sort: 'pk', ...KEYS_ONLY },
} as const;

/** Namespace and names of the CloudWatch metrics. */
export const METRIC = {
  namespace: 'SupportDesk',
  ticketOpened: 'TicketOpened',
  ownMail: 'OwnMailReturned',
  duplicate: 'DuplicateDelivery',
  unreadableMail: 'UnreadableMail',
  /** A mail that was stored and not announced was found a quarter of an hour later. */
  lateArrival: 'LateArrival',
  /** The clock, the memory or an error ended the reading of a mail, where its size and shape alone should decide. */
  readingCutShort: 'ReadingCutShort',
  /** A rule broke while a mail was read: a bug of the desk's. What that rule finds is missing from the mail. */
  brokenRule: 'BrokenReadingRule',
  /** A mail that the desk sent itself came through the mail service and to the table. */
  canaryArrived: 'CanaryArrived',
  firstResponse: 'FirstResponse',
  /** An answer never left for the requester: the mail service refused it. */
  answerNotSent: 'AnswerNotSent',
  escalation: 'Escalation',
  /** The customer of a P1 did not answer a question in time. */
  unresponsive: 'CustomerUnresponsive',
  swept: 'SweptTicket',
  /** The sweep came to its end, whatever it could not mend. */
  sweepDone: 'SweepDone',
  quarantined: 'QuarantinedMail',
  /** An item of a table that cannot be read. */
  unreadableItem: 'UnreadableItem',
  /** A mail, a fired timer, a notice or a report of a mail failed, and will be delivered again. */
  intakeFailed: 'IntakeFailed',
  timerFailed: 'TimerFailed',
  teamMailFailed: 'TeamMailFailed',
  feedbackFailed: 'FeedbackFailed',
  /** A target outside was not told at a try; and one has failed for an hour, once a sweep. */
  targetFailed: 'TargetFailed',
  targetFailing: 'TargetFailing',
  /** A mail of ours may not have arrived: the other server could not say, or somebody is absent. */
  softBounce: 'SoftBounce',
  /** The mail of an escalation did not arrive. */
  noticeBounced: 'NoticeBounced',
  /** SES has stopped our account; and so many of the day's mails are sent that the rest may not do (`QUOTA_NEAR`). Once a sweep. */
  sendingPaused: 'SendingPaused',
  sendQuotaNear: 'SendQuotaNear',
  /** Everybody is away: the lead, or the manager, is told in the place of the agents. */
  nobodyOnDuty: 'NobodyOnDuty',
  /** A deadline was computed without holidays of years that nobody knows yet. */
  holidaysUnknown: 'HolidaysUnknown',
} as const;

/** Environment variable of the console and the API: the queues that they may look at, as JSON (`shared/aws/queue-depths.ts`). */
export const WATCHED_QUEUES = 'WATCHED_QUEUES';

/** Environment variable of the console alone: who vouches for the agents that sign in (`functions/console/session/read-login.ts`). */
export const CONSOLE_LOGIN = 'CONSOLE_LOGIN';
