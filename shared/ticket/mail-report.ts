import * as z from 'zod';

/** What somebody says became of a mail of ours. */
type MailFate = 'delivered' | 'failed' | 'complained';

export const mailReportSchema = z.object({
  /** When the desk first heard of it (ISO, UTC). */
  at: z.iso.datetime(),
  /** The mail service itself, or another server by mail. */
  by: z.enum(['service', 'server']),
  /** What names the report among those of its kind. */
  source: z.string(),
  /** Status and reason, for agents. */
  reason: z.string().optional(),
});
export type MailReport = z.infer<typeof mailReportSchema>;

/** One mail to one recipient: `mail` names it among those of its ticket, `to` is the recipient's hash. */
export type MailRef = { ticketId: string; mail: string; to: string };

/** The first report of each kind of each mail, kept for longer than any server sends another. Throws what the table throws. */
export type MailReports = {
  /** Keeps a report, unless one of its kind is kept of that mail; gives the one that was first. */
  first(mail: MailRef, fate: MailFate, report: MailReport): Promise<MailReport>;
  /** The first report of a kind, if any has come. */
  find(mail: MailRef, fate: MailFate): Promise<MailReport | undefined>;
};

/** The name of a message's mail, which is another each time that it is sent again. */
export function nameOfMessageMail({ messageKey, resent }: { messageKey: string; resent?: number | undefined }): string {
  return resent ? `${messageKey}.${resent}` : messageKey;
}
