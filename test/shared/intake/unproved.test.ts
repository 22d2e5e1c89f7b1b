import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import type { ReceivedMail } from '../../../shared/mail/received-mail.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf, mailed, messagesOf, ticketsOf } from '../../support/stories.ts';

/** Unproved is ordinary (docs/promise.md section 9): served as well as proved, without a word of theirs in our mail. */

const UNPROVED = {
  authenticated: false,
  verdicts: { spam: 'PASS', virus: 'PASS', spf: 'GRAY', dkim: 'GRAY', dmarc: 'GRAY' },
} as const;
const failed = (dmarcPolicy?: string) => ({
  authenticated: false,
  verdicts: { ...UNPROVED.verdicts, dmarc: 'FAIL' as const, ...(dmarcPolicy && { dmarcPolicy }) },
});

async function write(desk: MemoryDesk, header: string, change: Partial<ReceivedMail> = {}, text = 'Cheap loans here.') {
  const id = change.id ?? 'ses-1';
  const raw = `Message-ID: <${id}@x.example>\n${header}\n\n${text}\n`;
  await receiveMail(desk, arrives(desk, raw, { envelopeFrom: 'anna@rossi.example', ...UNPROVED, ...change, id }));
  const [ticket] = await ticketsOf(desk);
  if (!ticket) throw new Error('there is no ticket');
  return ticket;
}

const FROM = 'From: "Win now, http://x.example" <anna@rossi.example>\nSubject: Free money\nTo: help@support.example';
const acknowledgementOf = (desk: MemoryDesk, to = 'anna@rossi.example') =>
  desk.sent.find(({ recipient }) => recipient === to);

it('an unproved customer is acknowledged with number, time and duty, on the terms of the record, and nothing is repeated', async () => {
  const desk = deskOf();
  const ticket = await write(desk, FROM);
  expect(ticket).toMatchObject({ customer: { id: 'rossi' }, requester: { verified: false } });
  expect(ticket.requester.unconfirmed).toBeUndefined();
  const { subject, text, html, to } = acknowledgementOf(desk) ?? {};
  expect(`${text}`).toContain(ticket.id);
  expect(`${text}`).toMatch(/Risposta entro: .*2026/);
  expect(`${text}`).toContain('priorità 3');
  expect(JSON.stringify([subject, text, html, to])).not.toMatch(/Free|money|loans|Win now|x\.example/i);
});

it('an unproved customer answers the signed address, and is a known writer', async () => {
  const desk = deskOf();
  const ticket = await write(desk, FROM);
  const signed = acknowledgementOf(desk)?.replyTo ?? '';
  const header = `From: anna@rossi.example\nTo: ${signed}\nCc: carla@rossi.example\nSubject: Re: x`;
  await write(desk, header, { id: 'ses-2', recipients: [signed] }, 'P1\n\nIt got worse.');
  const after = await desk.tickets.get(ticket.id);
  expect(after).toMatchObject({ priority: 1, participants: [], proposed: [{ address: 'carla@rossi.example' }] });
  expect(after?.requester.verified).toBe(false);
  expect(after?.outside ?? []).toEqual([]);
});

describe('DMARC FAIL', () => {
  it.each(['reject', 'quarantine'])(
    'with p=%s: a ticket with a clock, no acknowledgement, and the agents are told',
    async (policy) => {
      for (const [header, from] of [
        [FROM, 'anna@rossi.example'],
        ['From: eva@else.example\nSubject: Hi', 'eva@else.example'],
        ['From: no-reply@else.example\nReply-To: eva@else.example\nSubject: Hi', 'eva@else.example'],
      ] as const) {
        const desk = deskOf();
        const ticket = await write(desk, header, failed(policy));
        expect(ticket).toMatchObject({ state: 'waiting', requester: { address: from } });
        expect(mailed(desk)).toEqual(['ada@support.example', 'bruno@support.example']);
        expect(desk.sent[0]?.text).toContain(`the domain of its From asks to ${policy} such mail`);
      }
    },
  );

  it.each([undefined, 'none'])('with p=%s is ordinary', async (policy) => {
    const desk = deskOf();
    await write(desk, FROM, failed(policy));
    expect(mailed(desk)[0]).toBe('anna@rossi.example');
  });
});

describe('who is not confirmed', () => {
  const FORM = 'From: no-reply@forms.example\nReply-To: eva@else.example\nSubject: Form';
  async function filled() {
    const desk = deskOf();
    const ticket = await write(desk, FORM, { authenticated: true });
    expect(ticket.requester.unconfirmed).toBe('reply-to');
    return { desk, ticket, signed: acknowledgementOf(desk, 'eva@else.example')?.replyTo ?? '' };
  }

  it.each([
    ['a known writer, unproved, from the reading address', { authenticated: false }, false],
    ['proved, from the reading address', { authenticated: true }, true],
  ])('is after an answer to the signed address: %s', async (_, change, verified) => {
    const { desk, ticket, signed } = await filled();
    const header = `From: eva@else.example\nTo: ${signed}\nSubject: Re: Form`;
    await write(desk, header, { id: 'ses-2', recipients: [signed], ...change });
    const after = await desk.tickets.get(ticket.id);
    expect(after?.requester).toEqual({ address: 'eva@else.example', verified });
    expect(after?.audit.filter(({ action }) => action === 'confirmed')).toHaveLength(1);
  });

  it.each([
    ['from outside, by the number', 'From: eva@else.example', 'help@support.example', false],
    ['of somebody else, proved', 'From: mallory@evil.example', 'signed', true],
    ['of the form once more', 'From: no-reply@forms.example', 'signed', true],
  ])('stays so after a mail %s', async (_, from, to, authenticated) => {
    const { desk, ticket, signed } = await filled();
    const recipient = to === 'signed' ? signed : to;
    const header = `${from}\nTo: ${recipient}\nSubject: Re: [${ticket.id}]`;
    await write(desk, header, { id: 'ses-2', recipients: [recipient], authenticated });
    expect((await desk.tickets.get(ticket.id))?.requester).toEqual(ticket.requester);
  });

  it('counts as unproved for naming readers, with From proved', async () => {
    const desk = deskOf();
    const ticket = await write(desk, 'From: eva@else.example\nReply-To: e@home.example\nSubject: Hi', {
      authenticated: true,
    });
    const signed = acknowledgementOf(desk, 'e@home.example')?.replyTo ?? '';
    const header = `From: eva@else.example\nTo: ${signed}\nCc: friend@else.example\nSubject: Re: Hi`;
    await write(desk, header, { id: 'ses-2', recipients: [signed], authenticated: true });
    const after = await desk.tickets.get(ticket.id);
    expect(after).toMatchObject({ participants: [], proposed: [{ address: 'friend@else.example' }] });
    expect(after?.requester.unconfirmed).toBe('reply-to');
  });
});

it('a proved mail of an unproved requester verifies them', async () => {
  const desk = deskOf();
  const ticket = await write(desk, FROM);
  const header = `From: anna@rossi.example\nTo: help@support.example\nSubject: Re: [${ticket.id}]`;
  await write(desk, header, { id: 'ses-2', authenticated: true });
  expect((await desk.tickets.get(ticket.id))?.requester.verified).toBe(true);
  expect(await messagesOf(desk, ticket.id)).toHaveLength(2);
});
