/** Longest that a function runs, in seconds. The visibility of its queue follows from it; local runs are told the same. */
export const TIMEOUT_SECONDS = {
  /** 40 MB of mail are read, parsed and stored well within it. */
  ingestEmail: 60,
  escalate: 30,
  /** Five notices, each of which a mail service that hangs keeps for eight seconds. */
  teamMail: 60,
  /** A call of ten seconds, a calendar or two, and the table. */
  targets: 30,
  /** A re-opened clock that is past its deadline tells all contacts at once; a handful of reports a run. */
  deliveryFeedback: 60,
  /** The HTTP API gives up after 30 s, and its bare error would hide the function's own. */
  http: 29,
  /** A hundred changes are some thirty events and a few calls, each of which is tried three times. */
  ticketChanges: 60,
  /** Done before the next run, five minutes later. */
  sweep: 240,
} as const;
