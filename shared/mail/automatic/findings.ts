/** What a delivery report says of one mail. */
export type Bounce = {
  /** RFC 3464, 2.3.3: `failed`, `delayed`, `delivered`, `relayed`, `expanded`; or `complaint` (RFC 5965). */
  action: string;
  /** Enhanced status code (RFC 3463), such as `5.1.1`. */
  status?: string;
  /** Address that was not reached, in lower case. */
  recipient?: string;
  /** Message-ID of the mail that came back, with angle brackets. */
  originalMessageId?: string;
  /** What the other mail server said, on one line. */
  diagnostic?: string;
};

/** Three independent findings about who wrote a mail; `bounce` goes before `autoReply`, and that before `list`. */
export type Automatic = {
  /** Why a machine wrote it: appended to its ticket, never answered, never re-opening; without a ticket quarantined. */
  autoReply: false | string;
  /** A delivery report: marks the delivery of the mail it names, never answered. */
  bounce: false | Bounce;
  /** Why it came by a mailing list or in bulk: a ticket, never acknowledged. */
  list: false | string;
  /** The sender takes no mail, or asks for no automatic answer: a ticket, never acknowledged. */
  noReply: boolean;
};

export type AutomaticInput = {
  /** In order, decoded values, names in any case. */
  headers: { name: string; value: string }[];
  /** Sender of the envelope; undefined when unknown, `''` or `'<>'` for the null return path. */
  envelopeFrom?: string;
  from?: { address: string; name?: string };
  subject: string;
  /** As read; may hold the prose of a delivery report. */
  text: string;
  /** Of the mail itself, with parameters. */
  contentType: string;
  /** Attachments and parts of reports, their transfer encoding undone. */
  parts: { contentType: string; content: Uint8Array }[];
};
