import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import type { InboundMail } from '../../shared/mail/inbound.ts';
import { parseMail } from '../../shared/mail/parse.ts';
import { type Command, CommandError, type Io } from './command.ts';

/**
 * `mail inspect FILE…|-`: what the desk makes of each mail, a JSON line each, in order. It is the code that takes mail in, and
 * needs no desk. A mail that is none is answered by `{"file", "error"}` and stops nothing; it makes the status 1.
 */
export const mailInspect: Command = async (args, io) => {
  const { positionals: files } = parseArgs({ args, allowPositionals: true });
  if (files.length === 0) throw new CommandError('name the files to inspect, or - for standard input', 2);
  let status = 0;
  for (const file of files) {
    const line = await inspect(file, io.stdin);
    if ('error' in line) status = 1;
    if (!io.stdout.write(`${JSON.stringify(line)}\n`)) await once(io.stdout, 'drain');
  }
  return status;
};

async function inspect(file: string, stdin: Io['stdin']): Promise<object> {
  try {
    return mailLine(await parseMail(file === '-' ? await buffer(stdin) : await readFile(file)));
  } catch (error) {
    return { file, error: error instanceof Error ? error.message : String(error) };
  }
}

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
    autoReply: mail.autoReply,
    bounce: mail.bounce && {
      action: mail.bounce.action,
      status: mail.bounce.status ?? null,
      recipient: mail.bounce.recipient ?? null,
      originalMessageId: mail.bounce.originalMessageId ?? null,
    },
    language: mail.language ?? null,
    priority: mail.priority ?? null,
    warnings: mail.warnings,
  };
}
