import { describe, expect, it } from 'vitest';
import type { OutgoingMail } from '../../../shared/mail/outgoing.ts';
import { readFollowLink } from '../../../shared/mail/signed/follow-link.ts';
import { readerOfLink } from '../../../shared/ticket/link-access.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { changePriority } from '../../../shared/use-cases/change-priority.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { confirmRequester } from '../../../shared/use-cases/confirm-requester.ts';
import { openTicket, type TicketRequest } from '../../../shared/use-cases/open-ticket.ts';
import { resendAnswer } from '../../../shared/use-cases/resend-answer.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, requestOf, waitingTicket } from '../../support/stories.ts';

const LINK = /https:\/\/desk\.example\/desk\/t\/([0-9a-z.-]+)/g;
const TEAM = /@support\.example$/;

/** The links of a mail, in its text and in its HTML, each once. */
const linksOf = ({ text, html }: OutgoingMail) =>
  [text, html].map((part) => [...new Set([...part.matchAll(LINK)].map(([, token = '']) => token))]);

/** Every mail to the customer's side brings its receiver's own link, in both parts, and no mail to the team has any. */
async function expectOwnLinks(desk: MemoryDesk, ticketId: string): Promise<string[]> {
  const keys = await desk.secrets.signingKeys();
  const ticket = (await desk.tickets.get(ticketId)) as Ticket;
  for (const mail of desk.sent) {
    const [text = [], html = []] = linksOf(mail);
    expect(text).toEqual(html);
    expect(text).toHaveLength(TEAM.test(mail.recipient) ? 0 : 1);
    const link = readFollowLink(keys, text[0] ?? '');
    if (link) {
      expect(link.ticketId).toBe(ticketId);
      expect(readerOfLink(ticket, link, desk.settings, desk.now().toISOString())).toBe(mail.recipient);
    }
  }
  return desk.sent.map(({ recipient }) => recipient).filter((address) => !TEAM.test(address));
}

const PEOPLE = { participants: [{ address: 'bea@rossi.example' }, { address: 'carl@partner.example' }] };
const by = (desk: MemoryDesk, ticketId: string) => ({ ticketId, agent: ada, at: desk.now().toISOString() });
const answer = (desk: MemoryDesk, ticketId: string) =>
  respond(desk, {
    ...{ ticketId, agent: ada, source: 'api:1', text: 'Push the door.', attachments: [], tellBy: 'call' },
    receivedAt: desk.now().toISOString(),
  });

describe('the link by which a reader follows a ticket', () => {
  it('is in an answer, for each who reads it the own one, and in the answer sent again', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, PEOPLE);
    desk.sent.length = 0;
    const { message } = await answer(desk, id);
    const all = ['anna@rossi.example', 'bea@rossi.example', 'carl@partner.example'];
    expect(await expectOwnLinks(desk, id)).toEqual(all);
    const texts = desk.sent.filter(({ recipient }) => all.includes(recipient)).map(({ text }) => text);
    expect(new Set(texts).size).toBe(3);
    expect(new Set(texts.map((text) => text.replaceAll(LINK, ''))).size).toBe(1);
    await desk.tickets.markUndelivered(message, 'full');
    desk.sent.length = 0;
    await resendAnswer(desk, { ticketId: id, messageKey: message.key });
    expect(await expectOwnLinks(desk, id)).toEqual(all);
  });

  it.each([
    [
      'of a priority',
      (desk: MemoryDesk, id: string) => changePriority(desk, { ...by(desk, id), priority: 1, reason: 'x' }),
    ],
    [
      'of a closing',
      (desk: MemoryDesk, id: string) =>
        changeState(desk, { ...by(desk, id), state: 'closed', reason: 'withdrawn', twin: undefined }),
    ],
  ])('is in word of a change, %s', async (_, change) => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, PEOPLE);
    desk.sent.length = 0;
    await change(desk, id);
    expect(await expectOwnLinks(desk, id)).toEqual(['anna@rossi.example']);
  });

  it('is made anew in each mail, so that it is good from then on', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    desk.pass(40 * 24 * 3_600);
    desk.sent.length = 0;
    await answer(desk, id);
    expect(await expectOwnLinks(desk, id)).toEqual(['anna@rossi.example']);
  });
});

describe('an acknowledgement', () => {
  const acknowledged = async (change: Partial<TicketRequest>) => {
    const desk = deskOf();
    const { ticket } = await openTicket(desk, requestOf(desk, change));
    await desk.team.drain();
    expect(await expectOwnLinks(desk, ticket.id)).toEqual(['anna@rossi.example']);
    const [{ text = '', html = '' } = {}] = desk.sent;
    return { text, html };
  };
  const requester = { address: 'anna@rossi.example', verified: false };
  const NOT_ME = /#not-me"[^>]*>Se non hai inviato tu questa richiesta, apri la pagina e dillo/;

  it.each([true, false])('has it, whether the requester is proved or not (%s)', async (verified) => {
    const { text, html } = await acknowledged({ requester: { ...requester, verified } });
    expect(text).toContain('Segui la tua richiesta: https://desk.example/desk/t/');
    expect(html).not.toMatch(NOT_ME);
  });

  it('of a page tells whoever did not write how to say so, unless the address is proved', async () => {
    const { text, html } = await acknowledged({ channel: 'page', requester });
    expect(text).toContain('Se non hai inviato tu questa richiesta, apri la pagina e dillo.');
    expect(html).toMatch(NOT_ME);
    const proved = await acknowledged({ channel: 'page', requester: { ...requester, verified: true } });
    expect(proved.text + proved.html).not.toContain('Se non hai inviato tu');
  });

  it('that waited for an agent’s word has it', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { requester: { ...requester, unconfirmed: 'forwarded' }, silent: true });
    await confirmRequester(desk, by(desk, id));
    expect(await expectOwnLinks(desk, id)).toEqual(['anna@rossi.example']);
  });
});
