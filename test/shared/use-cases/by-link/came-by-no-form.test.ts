import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../../shared/intake/receive-mail.ts';
import { writeByLink } from '../../../../shared/intake/write-by-link.ts';
import { actionsByLink } from '../../../../shared/ticket/by-link.ts';
import { notMeByLink } from '../../../../shared/use-cases/by-link/not-me-by-link.ts';
import { changeState } from '../../../../shared/use-cases/change-state.ts';
import { respond } from '../../../../shared/use-cases/respond.ts';
import { fileOutside } from '../../../../shared/use-cases/settle-outside.ts';
import { getTicket } from '../../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../../support/arrives.ts';
import type { MemoryDesk } from '../../../support/memory-desk.ts';
import { submit, ticketIn } from '../../../support/page.ts';
import { ada, deskOf, openedBy, rossi, waitingTicket } from '../../../support/stories.ts';

/** Who said "it was not me" of a form is told of what they ask otherwise, though nothing proves that either (docs/promise.md section 9). */

const ANNA = 'anna@rossi.example';
const DAY = 86_400;
let desk: MemoryDesk;
beforeEach(() => {
  desk = deskOf({ customers: [rossi] });
});
const now = () => desk.now().toISOString();
const by = (ticketId: string) => ({ ticketId, agent: ada, at: now() });

async function notMe(): Promise<void> {
  const { id } = ticketIn(await submit(desk));
  await desk.team.drain();
  desk.pass(60);
  await notMeByLink(desk, { ticketId: id, reader: ANNA, at: now() });
  await desk.team.drain();
  desk.pass(3600);
  desk.sent.length = 0;
}

/** Anna's own, closed long ago, to which she writes by her link. */
async function byLink() {
  const { id } = await waitingTicket(desk);
  const said = { source: 'api:1', text: 'Done.', attachments: [], receivedAt: now(), tellBy: 'call' as const };
  await respond(desk, { ...by(id), ...said });
  await changeState(desk, { ...by(id), state: 'closed' });
  desk.pass(20 * DAY);
  await notMe();
  const made = now();
  const words = { text: 'The lift is stuck.', files: [], submission: 'own', made, at: made };
  const ticket = await getTicket(desk, id);
  return () => writeByLink(desk, { ticket, reader: ANNA, ...words });
}

/** A mail of hers to a ticket that somebody else's form opened, filed from there. */
async function byFiledMail() {
  const { id } = ticketIn(
    await submit(desk, { submission: 'another', email: 'carlo@rossi.example', text: 'Another.' }),
  );
  await notMe();
  const raw = `Message-ID: <a1@rossi.example>\nFrom: ${ANNA}\nTo: help@support.example\nSubject: [${id}] lift\n\nThe lift is stuck.\n`;
  await receiveMail(desk, arrives(desk, raw, { id: 'ses-a1', envelopeFrom: ANNA, authenticated: false }));
  await desk.team.drain();
  desk.sent.length = 0;
  return () => fileOutside(desk, by(id));
}

describe.each([
  ['by the link of her own ticket', byLink],
  ['by a mail that was filed from a form’s ticket', byFiledMail],
])('what she asks %s', (_, prepared) => {
  let asks: () => Promise<unknown>;
  beforeEach(async () => {
    asks = await prepared();
  });

  it('is acknowledged, though she said that a form was not hers', async () => {
    const id = await openedBy(desk, asks);
    await desk.team.drain();
    expect(desk.sent.find(({ recipient }) => recipient === ANNA)?.text).toContain(id);
    expect((await getTicket(desk, id)).audit).not.toContainEqual(expect.objectContaining({ action: 'mail withheld' }));
  });

  it('is not to be denied as a form’s, nor does its mail say so', async () => {
    const ticket = await getTicket(desk, await openedBy(desk, asks));
    await desk.team.drain();
    expect(actionsByLink(ticket, ANNA)).toMatchObject({ withdraw: true, notMe: false });
    const { text = '', html = '' } = desk.sent.find(({ recipient }) => recipient === ANNA) ?? {};
    expect(text).toContain('Segui la tua richiesta');
    expect(text + html).not.toMatch(/#not-me|Se non hai inviato tu questa richiesta/);
  });
});
