import { METRIC } from '../../shared/names.ts';
import { paced } from '../../shared/notify/paced-mailer.ts';
import type { Visibility } from '../../shared/redelivery.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { teamMailEntrySchema } from '../../shared/ticket/team-notice.ts';
import type { ContactTellings } from '../../shared/use-cases/contact-reported.ts';
import { takeTeamMail } from '../../shared/use-cases/take-team-mail.ts';
import { type SqsHandler, sqsHandler } from '../sqs/handler.ts';

const pauseFor = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Mails the team from its queue, one by one, at the pace that leaves the mail service to customers. `tellings`: where what became of a mail to a
 * contact who is no agent is noted.
 */
export function createHandler(
  desk: Desk,
  visibility: Visibility,
  pause = pauseFor,
  tellings?: ContactTellings,
): SqsHandler {
  const failure = 'notice not served, it will be delivered again';
  const options = { log: desk.log, visibility, failure, metric: METRIC.teamMailFailed, inParallel: false };
  const slow = paced(desk, pause);
  return sqsHandler(options, (body) => takeTeamMail(slow, teamMailEntrySchema.parse(JSON.parse(body)), tellings));
}
