import { createHandler } from '../../functions/ingest-email/handler.ts';
import { lambdaContext } from '../../infra/local/lambda-context.ts';
import { composeMail } from '../../shared/mail/compose.ts';
import { DONE } from '../../shared/outcome.ts';
import { memoryDesk } from '../support/memory-desk.ts';
import { mailEvent } from './mail-event.ts';

/** The mail through the real handler, each time on a new desk in memory; its mailer composes what it sends, and no more. */
export async function intakeInMemory(raw: Buffer): Promise<() => Promise<void>> {
  const key = 'raw/bench';
  const { settings } = memoryDesk();
  const event = await mailEvent(raw, { id: 'bench', bucket: 'bench', key, to: settings.supportAddress });
  return async () => {
    const desk = memoryDesk({ agents: [{ id: 'giulia', name: 'Giulia', addresses: ['giulia@support.example'] }] });
    desk.stored.set(key, { content: raw, contentType: 'message/rfc822' });
    const mailer: typeof desk.mailer = {
      async send(mail) {
        composeMail(mail);
        return { outcome: 'done', messageId: '<bench@eu-south-1.amazonses.com>' };
      },
    };
    // The notices of the team are another function's work.
    const teamMail = { put: async () => DONE };
    const result = await createHandler({ ...desk, mailer, teamMail }, { hide: async () => {} })(
      event,
      lambdaContext('bench'),
    );
    if (result.batchItemFailures.length > 0) throw new Error('the mail was not taken in');
  };
}
