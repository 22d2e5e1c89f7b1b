/** What a delivery report says of one mail. */
export type Bounce = {
  /** RFC 3464, 2.3.3: `failed`, `delayed`, `delivered`, `relayed`, `expanded`; or `complaint` (RFC 5965). */
  action: string;
  /** Enhanced status code (RFC 3463), such as `5.1.1`. */
  status?: string;
  /** Address that was not reached, as the mail of ours named it, in lower case. */
  recipient?: string;
  /** Message-ID of the mail that came back, with angle brackets. */
  originalMessageId?: string;
  /** What the other mail server said, on one line. */
  diagnostic?: string;
};

/**
 * What only the words of a mail say. People use the same words, so this is no proof: it marks a message for its readers and, when
 * it is strong, leaves out an acknowledgement. Nothing is held, silenced or refused for it.
 */
export type Hint = {
  reason: string;
  /** Two independent places say it, such as subject and text, and the mail asks nothing. */
  isStrong: boolean;
};

/**
 * Independent findings about who wrote a mail. Those that are a reason (`false | string`) rest on what people do not write: fields,
 * structure, envelope, address. `bounce` goes before `autoReply`, that before `generated`, and that before `list`.
 */
export type Automatic = {
  /** Proof of a robot's answer: appended to its ticket in silence; about nothing of ours it is quarantined. */
  autoReply: false | string;
  /** Proof of a machine that writes of its own accord (RFC 3834, section 5, `auto-generated`): a request, and a silent ticket. */
  generated: false | string;
  /** A delivery report: marks the delivery of the mail it names, never answered. */
  bounce: false | Bounce;
  /** Why it came by a mailing list or in bulk: a ticket, never acknowledged. */
  list: false | string;
  /** Why its sender takes no mail, or no automatic answer: a ticket, never acknowledged. */
  noReply: false | string;
  /** What its words alone say of a machine. */
  hint: false | Hint;
};

/** What is taken for granted of a mail when nothing can be told of its writer. */
export const A_PERSON: Automatic = {
  autoReply: false,
  generated: false,
  bounce: false,
  list: false,
  noReply: false,
  hint: false,
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

/** Why a machine wrote a mail for certain, or false; never for its words alone. */
export function provedMachine({ bounce, autoReply, generated }: Automatic): false | string {
  return bounce ? `delivery report: ${bounce.action}` : autoReply || generated;
}
