import { describe, expect, it } from 'vitest';
import { post, type Recipient } from '../../../shared/notify/post.ts';
import { recipientHash } from '../../../shared/ticket/caps.ts';
import { deskOf, waitingTicket } from '../../support/stories.ts';

const content = { subject: 'Hi', text: 'x', html: '<p>x</p>' };

describe('a mail of a ticket', () => {
  it.each<[string, string, Recipient]>([
    ['customer', 'requester', { address: 'anna@rossi.example' }],
    ['agent', 'copied', { address: 'ada@support.example', agentId: 'ada' }],
    ['contact', 'copied', { address: 'lead@support.example' }],
  ])(
    'carries what SES’s reports are to say: ticket, purpose, message, and that it went to a %s, as %s',
    async (role, as, to) => {
      const desk = deskOf();
      const ticket = await waitingTicket(desk);
      await post(desk, ticket, to, { content, purpose: 'answer', about: 'a1b2' });
      expect(desk.sent.at(-1)?.tags).toEqual({
        ...{ ticket: ticket.id, purpose: 'answer', to: role, message: 'a1b2' },
        ...{ reader: recipientHash(to.address), as },
      });
    },
  );

  it('to one of several goes to that one alone, and shows them all', async () => {
    const desk = deskOf();
    const ticket = await waitingTicket(desk);
    const header = { to: [{ address: 'anna@rossi.example' }], cc: [{ address: 'boss@rossi.example', name: 'Boss' }] };
    await post(desk, ticket, { address: 'boss@rossi.example' }, { content, purpose: 'answer', header });
    expect(desk.sent.at(-1)).toMatchObject({ recipient: 'boss@rossi.example', ...header });
  });
});
