import { describe, expect, it } from 'vitest';
import type { InboundMail } from '../../../shared/mail/inbound.ts';
import { appendMessage } from '../../../shared/use-cases/append-message.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { waitingTicket } from '../../support/stories.ts';
import { api, apiDesk } from './requests.ts';

/** Lambda and API Gateway carry 6 MB; with what encodes it, 4 MB of JSON arrive (docs/architecture.md, second stage, 9). */
const MOST = 4_000_000;

const reading: Omit<InboundMail, 'messageId' | 'subject' | 'text' | 'replyText' | 'html'> = {
  ...{ references: [], isFromDoubtful: false, to: [], cc: [], attachments: [], warnings: [] },
  ...{ automatic: false, autoReply: false, bounce: false, list: false, noReply: false },
};

describe('a ticket with two hundred messages of 250 kB', () => {
  it('is read in answers of 4 MB at most, page after page, and none is left out', async () => {
    const desk = apiDesk();
    const { id } = await waitingTicket(desk);
    // Quotes, line ends and letters of three bytes take more in JSON than in the mail.
    const text = '"漢\n'.repeat(50_000);
    for (let number = 1; number < 200; number += 1) {
      desk.pass(60);
      await appendMessage(desk, {
        ...{
          ticket: await getTicket(desk, id),
          mail: {
            ...reading,
            messageId: `<${number}@x.example>`,
            subject: `${number}`,
            text,
            replyText: text,
            html: text,
          },
        },
        ...{ source: `mail:${number}`, raw: `raw/${number}`, receivedAt: desk.now().toISOString() },
        ...{ author: 'customer', verified: true, joins: true, wakes: true, warnings: [] },
      });
    }
    const whole = await api(desk, { path: `/api/tickets/${id}` });
    expect(Buffer.byteLength(JSON.stringify(whole.json))).toBeLessThanOrEqual(MOST);
    const subjects: string[] = [];
    for (let before = ''; ; ) {
      const query = before && `before=${before}`;
      const { status, json } = await api(desk, { path: `/api/tickets/${id}/messages`, query });
      expect(status).toBe(200);
      expect(Buffer.byteLength(JSON.stringify(json))).toBeLessThanOrEqual(MOST);
      subjects.unshift(...json.messages.map(({ subject }: { subject: string }) => subject));
      if (json.olderMessages === null) break;
      before = json.olderMessages;
    }
    expect(subjects.slice(1)).toEqual(Array.from({ length: 199 }, (_, number) => `${number + 1}`));
  });
});
