import { tellFormNews } from '../notify/form-mail.ts';
import { stepOutcome } from '../notify/post.ts';
import { type FormNews, type FormRecord, newsOf } from '../ticket/form-record.ts';
import type { Desk } from '../ticket/ports.ts';

/**
 * Tells the owners of forms what came of them, each thing once: that deliveries are refused, that one had the id of another, that a secret was
 * changed, that nothing comes. What the mail service cannot take now goes at a later sweep; one sweep runs at a time, and a crash
 * between mail and note repeats one mail. Gives the names of sources whose owner could not be told.
 */
export async function sweepForms(desk: Desk): Promise<string[]> {
  const failed: string[] = [];
  for (const record of await desk.formRecords.list()) {
    for (const news of newsOf(record, desk.now())) {
      try {
        await tell(desk, record, news);
      } catch (error) {
        failed.push(record.name);
        desk.log.error('cannot tell the owner of a form', { source: record.name, news, error });
      }
    }
  }
  return failed;
}

async function tell(desk: Desk, record: FormRecord, news: FormNews): Promise<void> {
  if (record.owner === undefined) return;
  const posted = await tellFormNews(desk, record.owner, record, news);
  if (stepOutcome(posted).outcome === 'later') return;
  await desk.formRecords.told(record.name, news, posted.at);
}
