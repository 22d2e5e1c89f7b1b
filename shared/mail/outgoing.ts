/** A mailbox. `address` is compared in lower case. */
export type Mailbox = { address: string; name?: string };

/** A mail the desk sends, before it becomes bytes. */
export type OutgoingMail = {
  /** The one address that it goes to: whom the mail service refuses keeps it from nobody else. */
  recipient: string;
  from: Mailbox;
  /** From in its place, when the mail service does not let us send as that one. */
  elseFrom?: Mailbox;
  /** As the header shows them, to everybody who gets a mail like it. */
  to: Mailbox[];
  cc?: Mailbox[];
  /** A signed address: the answer finds its ticket, and its writer is known. */
  replyTo: string;
  subject: string;
  text: string;
  html: string;
  /** Message-ID with angle brackets of the mail this one answers. */
  inReplyTo?: string;
  /** Message-IDs with angle brackets, oldest first: our own signed id of the ticket, then those of the mails before. */
  references: string[];
  /** Nobody wrote this mail: it says so (RFC 3834) and asks for no automatic answer. */
  automatic: boolean;
  /** Signed field by which a mail of ours that comes back is known. */
  mark: { name: string; value: string };
  /** Where other servers say that it did not arrive: a signed address that names the message. */
  returnPath?: string;
  /** By which the mail service's reports say what a mail was: letters, digits, `_` and `-`. No header shows them. */
  tags?: Record<string, string>;
  /** `cid`: the HTML shows it where its text has `cid:` and this id. */
  attachments: { filename: string; contentType: string; content: Buffer; cid?: string | undefined }[];
};
