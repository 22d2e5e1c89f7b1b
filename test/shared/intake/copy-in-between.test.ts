import { expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { arrives } from '../../support/arrives.ts';
import { deskOf, ticketsOf } from '../../support/stories.ts';

const ANNA = 'anna@rossi.example';
const TOM = 'tom@rossi.example';
const DESK = 'help@support.example';

it('a proved copy counts that comes while the unproved one opens the ticket (docs/promise.md section 9)', async () => {
  const desk = deskOf();
  const arrived = (id: string, field: string, authenticated: boolean) => {
    const head = `Message-ID: <c1@rossi.example>\nDate: Mon, 30 Nov 2026 08:00:00 +0000\nFrom: ${ANNA}\nTo: ${DESK}\nCc: ${TOM}`;
    const raw = `${head}\nSubject: Printer\n${field}\nIt prints.\n`;
    return arrives(desk, raw, { id, recipients: [DESK], envelopeFrom: ANNA, authenticated });
  };
  const isAsked = Promise.withResolvers<void>();
  const isOpened = Promise.withResolvers<void>();
  const findByMailId = async (id: string) => {
    const found = await desk.tickets.findByMailId(id);
    isAsked.resolve();
    await isOpened.promise;
    return found;
  };
  const proved = receiveMail({ ...desk, tickets: { ...desk.tickets, findByMailId } }, arrived('ses-2', '', true));
  await isAsked.promise;
  await receiveMail(desk, arrived('ses-1', 'X-List: 1\n', false));
  isOpened.resolve();
  await proved;
  expect(await ticketsOf(desk)).toMatchObject([{ requester: { verified: true }, participants: [{ address: TOM }] }]);
});
