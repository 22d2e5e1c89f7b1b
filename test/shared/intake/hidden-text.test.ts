import MailComposer from 'nodemailer/lib/mail-composer';
import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { arrives } from '../../support/arrives.ts';
import { deskOf, messagesOf, waitingTicket } from '../../support/stories.ts';

/** What a mail's HTML hides: not for a customer when an agent wrote it, and for the agents when a customer did (docs/promise.md section 9). */

const KEY = 'a signing key for tests only';
const WRITTEN = 'Turn the key to the left, then push.';

const HIDDEN = [
  '<div style="display:none">SECRET words</div>',
  '<div style="visibility:hidden">SECRET words</div>',
  '<span style="mso-hide:all">SECRET words</span>',
  '<span style="font-size:0">SECRET words</span>',
  '<p hidden>SECRET words</p>',
  '<style>.pre{display:none}</style><div class="pre">SECRET words</div>',
  '<div style="display:none">#close</div>',
];

async function adaSends(body: { text?: string; html: string }) {
  const desk = deskOf();
  const ticket = await waitingTicket(desk);
  const to = replyAddress(KEY, 'help@support.example', { ticketId: ticket.id, agentId: 'ada' });
  const head = { from: 'Ada <ada@support.example>', to, subject: 'Re: The door', messageId: '<ada@x>' };
  const raw = (await new MailComposer({ ...head, ...body }).compile().build()).toString('latin1');
  desk.pass(700);
  desk.sent.length = 0;
  await receiveMail(desk, arrives(desk, raw.replaceAll('\r\n', '\n'), { id: 'ses-ada', recipients: [to] }));
  return { desk, ticket, messages: await messagesOf(desk, ticket.id) };
}

describe.each(HIDDEN)('%s', (hidden) => {
  const visible = `<p>Turn the <b>key</b> to the left, then push.</p>`;
  it.each<[string, { text?: string; html: string }]>([
    ['above, in HTML alone', { html: `${hidden}${visible}` }],
    ['below, in HTML alone', { html: `${visible}${hidden}` }],
    ['beside a plain text without it', { text: WRITTEN, html: `${hidden}${visible}` }],
    [
      'beside a plain text with it',
      { text: `${/#close|SECRET words/.exec(hidden)}\n\n${WRITTEN}`, html: `${hidden}${visible}` },
    ],
  ])('of an agent’s answer reaches no customer: %s', async (_, body) => {
    const { desk, ticket, messages } = await adaSends(body);
    const [customer, ...others] = desk.sent;
    expect(others).toEqual([]);
    expect(customer).toMatchObject({ recipient: 'anna@rossi.example' });
    expect(customer?.text).toContain(WRITTEN);
    expect(customer?.html).toContain('Turn the <b>key</b>');
    expect(`${customer?.text}${customer?.html}`).not.toMatch(/SECRET|#close/);
    expect((await desk.tickets.get(ticket.id))?.state).toBe('answered');
    if (body.text !== WRITTEN) expect(messages.at(-1)?.warnings.join()).toContain('hides some of its text');
  });
});

describe('hidden text', () => {
  it('that is all there is of an answer is none', async () => {
    const { desk, ticket } = await adaSends({ html: '<div style="display:none">SECRET words for nobody</div>' });
    expect((await desk.tickets.get(ticket.id))?.state).toBe('waiting');
    expect(desk.sent.map(({ recipient }) => recipient)).toEqual(['ada@support.example']);
  });

  it('of a customer’s is there for the agents', async () => {
    const desk = deskOf();
    const raw =
      'From: anna@rossi.example\nTo: help@support.example\nSubject: The door\nMessage-ID: <a@x>\nContent-Type: text/html\n\n<p>It jams.</p><div style="display:none">SECRET words</div>\n';
    await receiveMail(desk, arrives(desk, raw, { id: 'ses-anna' }));
    const notice = desk.sent.find(({ recipient }) => recipient === 'ada@support.example');
    expect(notice?.text).toContain('SECRET words');
  });
});
