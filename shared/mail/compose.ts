import MailComposer from 'nodemailer/lib/mail-composer';
import { encodeWord } from 'nodemailer/lib/mime-funcs';
import type MimeNode from 'nodemailer/lib/mime-node';
import { cleanLine } from './clean.ts';
import { contentTypeOf } from './content-type.ts';
import { headerName } from './header-name.ts';
import { mimeBytes } from './mime-bytes.ts';
import type { Mailbox, OutgoingMail } from './outgoing.ts';
import { readMessageIds } from './reading/message-ids.ts';

/**
 * The bytes of a mail (RFC 5322, MIME): text and HTML as alternatives, files beside them. Whatever strangers put into
 * names, subjects and ids stays inside its field, and becomes no words of ours there (`header-name.ts`). Message-ID and Date are
 * the composer's; SES replaces both.
 * @throws TypeError when an address is none: a mail must not go to half an address
 */
export function composeMail(mail: OutgoingMail): Buffer {
  return mimeBytes(layOut(mail));
}

/** The parts of the mail and their fields. */
export function layOut(mail: OutgoingMail): MimeNode {
  const composer = new MailComposer({
    from: mailbox(mail.from),
    to: mail.to.map(receiver),
    cc: (mail.cc ?? []).map(receiver),
    replyTo: mailbox({ ...mail.from, address: mail.replyTo }),
    subject: subjectField(mail.subject),
    inReplyTo: messageIds([mail.inReplyTo])[0],
    references: messageIds(mail.references),
    headers: {
      [mail.mark.name]: mail.mark.value,
      // Outlook then offers no reaction in place of an answer, which would reach us as a mail.
      'X-MS-Reactions': 'disallow',
      ...(mail.returnPath && { 'Return-Path': `<${mailbox({ address: mail.returnPath }).address}>` }),
      ...(mail.automatic && automaticHeaders(mail)),
    },
    text: mail.text,
    html: mail.html,
    attachments: mail.attachments.map(attachment),
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile();
}

/**
 * RFC 3834, section 5; the second field is what Exchange and Outlook heed. A mail that only answers the head of its own
 * thread, which is an id of ours, is no direct response to anybody.
 */
function automaticHeaders(mail: OutgoingMail): Record<string, string> {
  const isResponse = mail.inReplyTo !== undefined && mail.inReplyTo !== mail.references[0];
  return {
    'Auto-Submitted': isResponse ? 'auto-replied' : 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
  };
}

/** Whom it goes to, by the name that they gave themselves, if that is one. */
function receiver({ address, name }: Mailbox): { address: string; name: string } {
  return mailbox({ address, name: headerName(name) ?? '' });
}

/** A subject in which somebody wrote an encoded word is encoded as a whole: else a mail program would show what is in that word. */
function subjectField(subject: string): string {
  const line = cleanLine(subject);
  return line.includes('=?') ? encodeWord(line, 'Q', 52) : line;
}

function mailbox({ address, name }: Mailbox): { address: string; name: string } {
  if (!/^[^\s\p{Cc}<>,;:"()]+@[^\s\p{Cc}<>,;:"()@]+$/u.test(address)) throw new TypeError('not a mail address');
  return { address, name: cleanLine(name ?? '', 200) };
}

/** Ids go out as they came in, so only plain ASCII ones: the field cannot be encoded. */
function messageIds(ids: readonly (string | undefined)[]): string[] {
  return readMessageIds(ids.filter((id) => id !== undefined).join(' ')).filter((id) => /^[!-~]+$/.test(id));
}

function attachment({ filename, contentType, content, cid }: OutgoingMail['attachments'][number]) {
  return {
    filename: cleanLine(filename, 200),
    contentType: contentTypeOf(contentType),
    content,
    ...(cid !== undefined && { cid: cid.replace(/[^!-~]|[<>]/g, ''), contentDisposition: 'inline' as const }),
  };
}
