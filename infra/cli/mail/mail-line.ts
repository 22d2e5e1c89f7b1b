import { readCommands } from '../../../shared/mail/commands.ts';
import { type InboundMail, writtenText } from '../../../shared/mail/inbound.ts';
import { visibleReply } from '../../../shared/mail/reply-text.ts';

/** A mail as one line shows it: every field is there, `null` when the mail has none. */
export function mailLine(mail: InboundMail): object {
  const mailbox = (box: InboundMail['from']) => (box ? { address: box.address, name: box.name ?? null } : null);
  return {
    messageId: mail.messageId,
    inReplyTo: mail.inReplyTo ?? null,
    references: mail.references,
    from: mailbox(mail.from),
    to: mail.to.map(mailbox),
    cc: mail.cc.map(mailbox),
    replyTo: mailbox(mail.replyTo),
    date: mail.date ?? null,
    subject: mail.subject,
    text: mail.text,
    html: mail.html ?? null,
    replyText: mail.replyText,
    attachments: mail.attachments.map(({ filename, contentType, size, inline, cid }) => ({
      filename,
      contentType,
      size,
      inline,
      cid: cid ?? null,
    })),
    automatic: mail.automatic,
    autoReply: mail.autoReply,
    bounce: mail.bounce && {
      action: mail.bounce.action,
      status: mail.bounce.status ?? null,
      recipient: mail.bounce.recipient ?? null,
      originalMessageId: mail.bounce.originalMessageId ?? null,
    },
    generated: mail.generated,
    hint: mail.hint ? mail.hint.reason : false,
    list: mail.list,
    noReply: mail.noReply,
    doubtfulFrom: mail.isFromDoubtful,
    commands: readCommands(visibleReply(writtenText(mail)).text).lines,
    language: mail.language ?? null,
    priority: mail.priority ?? null,
    warnings: mail.warnings,
  };
}
