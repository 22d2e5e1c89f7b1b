import type { Priority } from '../sla/terms.ts';
import type { Automatic } from './automatic/findings.ts';
import type { Mailbox } from './outgoing.ts';
import type { Fault } from './tried.ts';

/** A file that came with a mail or with a form. */
export type InboundAttachment = {
  /** Fit for showing and for a file system: no path, no control or bidi characters, never empty. */
  filename: string;
  /** Lower case, without parameters. */
  contentType: string;
  /** Bytes of `content`. */
  size: number;
  content: Buffer;
  /** Shown inside the HTML, not offered as a file. */
  inline: boolean;
  /** Content-ID without angle brackets, as `cid:` links of the HTML name it. */
  cid?: string;
  /** The mail itself, because not all of it was read: for the team, and never passed on (it quotes what a customer must not see). */
  itself?: true;
  /** The provider's, around certified mail (PEC): kept, and nothing that its writer means to send. */
  ofEnvelope?: true;
};

/** What the mail inside an envelope of certified mail (PEC) says of its writer; the envelope itself is from the provider. */
export type CertifiedMail = {
  from?: Mailbox;
  fromSays?: string[];
  isFromDoubtful: boolean;
  replyTo?: Mailbox;
  messageId: string;
  /** Address of the sender in the provider's `daticert.xml`. */
  sender?: string;
};

/** Whom a header names beside From and the first Reply-To: a list, a mailing group and a redirection pass other people's mail on. */
export type MailOrigin = {
  /** Whose mail a mailing group sends with its own address in From (`X-Original-Sender`). */
  originalSender?: Mailbox;
  /** Who sent it again as it was (RFC 5322, 3.6.6). */
  resentFrom?: Mailbox;
  /** The mailboxes of Reply-To behind the first one. */
  furtherReplyTo?: Mailbox[];
  /** Addresses of the lists that it came by, in lower case. */
  lists?: string[];
};

/** A field that says who reads a mail, and who is answered. */
type NamingField = 'to' | 'cc' | 'reply-to';
/** A field that says which ticket a mail is about, or how its text is to be read. */
type LeadingField =
  | 'in-reply-to'
  | 'references'
  | 'subject'
  | 'content-type'
  | 'content-transfer-encoding'
  | 'content-disposition';
/** A field that says which mail it is, so that a mail that is sent again is no other one. */
type IdentityField = 'message-id' | 'date';
/** What a signature has to cover. */
export type SignedField = NamingField | LeadingField | IdentityField;

/** A mail as the desk understands it. Whatever reader is behind, this is all the desk sees of it. */
export type InboundMail = Automatic & {
  /** With angle brackets, as are the other ids. Made from the bytes of the mail when it has none that is usable. */
  messageId: string;
  inReplyTo?: string;
  /** Oldest first. */
  references: string[];
  /** The first mailbox of `From:`. Addresses are in lower case, their domains in ASCII. */
  from?: Mailbox;
  /** What `From:` says more than the name that is shown of it, for those who ask for whom it was sent; never shown. */
  fromSays?: string[];
  /** The mail names several senders, or hides its sender: who checked one need not have checked this one. */
  isFromDoubtful: boolean;
  to: Mailbox[];
  cc: Mailbox[];
  replyTo?: Mailbox;
  /** Missing when the header names nobody else. */
  origin?: MailOrigin;
  /** Of a proved mail: what stands there, and its proof does not cover. Whoever has the mail could write it anew. */
  unsigned?: readonly SignedField[];
  /** Of a proved mail: nothing but a signature proves it, and whoever has the mail has that, too. */
  isBySignature?: true;
  /** What the sender claims, ISO instant in UTC; for showing only (promise.md section 5). */
  date?: string;
  /** One line without control characters; empty when the mail has none. */
  subject: string;
  /** Plain text, line feeds only; taken from the HTML when the mail has no text of its own. */
  text: string;
  /**
   * Lines of the desk's own at the end of text, reply text and HTML: what an invitation says, what a plain text
   * says beside the HTML, and content that cannot be shown. They are for whoever reads the ticket; as text of the mail nobody wrote them.
   */
  added?: string;
  /** What of the text its writer added: without quotes and signature, all of it when in doubt. */
  replyText: string;
  /** Sanitised: nothing in it runs, loads from elsewhere or is hidden. */
  html?: string;
  /**
   * Text and HTML as their writer saw them, where the HTML hides something of them: without that, and without `added`. For what is sent on
   * in the writer's name; whoever reads the ticket sees all of it.
   */
  seen?: { text: string; html: string | undefined };
  attachments: InboundAttachment[];
  /** Why this mail was written by a machine or came in bulk, or false. Such a mail is never answered automatically (RFC 3834). */
  automatic: false | string;
  /** It is to be acknowledged to nobody, as the desk has decided: a machine's, a list's, or its From's domain asks so (DMARC). */
  unanswerable?: true;
  /** ISO 639-1, guessed; for the acknowledgement only. */
  language?: string;
  /** What a tag in the subject says, else a line of its own in the text that its writer wrote. */
  priority?: Priority;
  /** Of a mail that came in an envelope of certified mail (PEC): subject, text and files are then the inner mail's. */
  certified?: CertifiedMail;
  /** What was mended or lost while reading, in words for an agent. */
  warnings: string[];
  /** Rules that broke while the mail was read, for the log: bugs of the desk's. */
  faults?: Fault[];
};

/** Whom a mail names, as far as what proves its sender proves that, too. */
export function provedNames<Mail extends Pick<InboundMail, 'to' | 'cc' | 'unsigned'>>(mail: Mail): Mail {
  const { to, cc, unsigned = [] } = mail;
  return { ...mail, to: unsigned.includes('to') ? [] : to, cc: unsigned.includes('cc') ? [] : cc };
}

const LEADS: ReadonlySet<SignedField> = new Set(['in-reply-to', 'references', 'subject']);

/** What a mail says that it answers, as far as what proves its sender proves that, too: the same mail where it proves all of it. */
export function provedLeads<Mail extends Pick<InboundMail, 'inReplyTo' | 'references' | 'subject' | 'unsigned'>>(
  mail: Mail,
): Mail {
  const { inReplyTo, references, subject, unsigned = [] } = mail;
  if (!unsigned.some((field) => LEADS.has(field))) return mail;
  return {
    ...mail,
    inReplyTo: unsigned.includes('in-reply-to') ? undefined : inReplyTo,
    references: unsigned.includes('references') ? [] : references,
    subject: unsigned.includes('subject') ? '' : subject,
  };
}

/** The text without the lines that the desk added below. */
export function writtenText({ text, added }: Pick<InboundMail, 'text' | 'added'>): string {
  return added !== undefined && text.endsWith(added) ? text.slice(0, -added.length) : text;
}
