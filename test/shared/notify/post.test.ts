import { describe, expect, it } from 'vitest';
import { post, type Recipient } from '../../../shared/notify/post.ts';
import { deskOf, waitingTicket } from '../../support/stories.ts';

const content = { subject: 'Hi', text: 'x', html: '<p>x</p>' };

describe('a mail of a ticket', () => {
  it.each<[string, Recipient]>([
    ['customer', { address: 'anna@rossi.example' }],
    ['agent', { address: 'ada@support.example', agentId: 'ada' }],
    ['contact', { address: 'lead@support.example' }],
  ])('carries what SES’s reports are to say: ticket, purpose, message, and that it went to a %s', async (role, to) => {
    const desk = deskOf();
    const ticket = await waitingTicket(desk);
    await post(desk, ticket, to, { content, purpose: 'answer', about: 'a1b2' });
    expect(desk.sent.at(-1)?.tags).toEqual({ ticket: ticket.id, purpose: 'answer', to: role, message: 'a1b2' });
  });

  it('that missed some of its recipients is in the log', async () => {
    const desk = deskOf();
    const ticket = await waitingTicket(desk);
    const missed = [{ recipients: 3, reason: 'InternalFailure: Internal failure.' }];
    const mailer: typeof desk.mailer = { send: async () => ({ outcome: 'done', messageId: '<1@x>', missed }) };
    await post({ ...desk, mailer }, ticket, { address: 'anna@rossi.example' }, { content, purpose: 'answer' });
    expect(desk.lines.at(-1)).toEqual({
      level: 'error',
      message: 'a mail did not reach all',
      details: { ticket: ticket.id, missed },
    });
  });
});
