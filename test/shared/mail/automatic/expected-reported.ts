/** What must come of each mail in `reported/human`: a ticket in any case. */
type Human = {
  /** Its priority, when its subject says one. */
  priority?: 1;
  /** Nobody is there to be acknowledged, or nothing may be sent to them. */
  isSilent?: true;
  /** It came with the null return path. */
  isNullPath?: true;
};

export const REPORTED_HUMANS: Record<string, Human> = {
  absent: {},
  accepted: {},
  'autoreply-setup': {},
  'autosub-no': {},
  'delivery-failed': {},
  'failure-notice': {},
  'fwd-bounce': {},
  'i-am-away': {},
  letto: {},
  'mailbox-full': {},
  'mailer-daemon-quote': {},
  nofrom: { isSilent: true },
  'null-sender-forward': { isSilent: true, isNullPath: true },
  'office-closed': {},
  'ooo-broken': {},
  'postmaster-human': {},
  'postmaster-reply': {},
  'precedence-bulk': {},
  'read-receipt': {},
  'returned-mail': {},
  undeliverable: {},
  undelivered: {},
  'vacation-human': {},
  'vacation-it': { priority: 1 },
  'vacation-plan': {},
};
