import { mailReportKey } from '../../shared/aws/keys.ts';
import type { MailReport, MailReports } from '../../shared/ticket/mail-report.ts';

/** The first reports of mails, in memory: named as the table names them. */
export function memoryMailReports(): MailReports {
  const kept = new Map<string, MailReport>();
  const nameOf = (...[mail, fate]: Parameters<MailReports['find']>) => JSON.stringify([mailReportKey(mail), fate]);
  return {
    async first(mail, fate, report) {
      const name = nameOf(mail, fate);
      if (!kept.has(name)) kept.set(name, structuredClone(report));
      return structuredClone(kept.get(name) as MailReport);
    },
    find: async (mail, fate) => structuredClone(kept.get(nameOf(mail, fate))),
  };
}
