import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import type { OutgoingMail } from '../../../shared/mail/outgoing.ts';
import type { ReceivedMail } from '../../../shared/mail/received-mail.ts';
import { isDigestAddress } from '../../../shared/mail/signed/digest-address.ts';
import { tellGathered } from '../../../shared/notify/flood-mail.ts';
import { tellDigest } from '../../../shared/notify/held-mails.ts';
import { openTicket } from '../../../shared/use-cases/open-ticket.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deskOf, mailed, requestOf, ticketsOf } from '../../support/stories.ts';

/** What one of the team answers to a mail of many tickets is about none of them: it goes to nobody, and its writer hears so. */

const ADA = 'ada@support.example';
const LEAD = 'lead@support.example';
const KEYS = ['a signing key for tests only'];
const SUPPORT = 'help@support.example';
const TICKETS = 9;

let desk: MemoryDesk;
let digest: OutgoingMail;
let mails = 0;

/** Nine tickets at once, of nine people: Ada's last mail is the digest of four. */
beforeEach(async () => {
  desk = deskOf({ agents: [ada, bruno] });
  desk.team.isHeld = true;
  for (let number = 0; number < TICKETS; number += 1) {
    const address = `person-${number}@verdi.example`;
    const requester = { address, verified: true };
    await openTicket(
      desk,
      requestOf(desk, { source: `mail:${number}`, requester, silent: true, text: `Vault ${number}` }),
    );
  }
  await desk.team.drain();
  desk.pass(70);
  await desk.team.drain();
  const found = desk.sent.find(({ recipient, subject }) => recipient === ADA && /^\d+ notices/.test(subject));
  if (!found) throw new Error('no digest');
  digest = found;
  desk.sent.length = 0;
});

async function writes(
  from: string,
  to: string,
  body: string,
  change: Partial<ReceivedMail> & { fields?: string } = {},
) {
  const { fields = '', ...received } = change;
  const id = `mail-${++mails}`;
  const raw = `Message-ID: <${id}@x.example>\nFrom: ${from}\nTo: ${to}\nSubject: Re: notices\n${fields}\n${body}\n`;
  await receiveMail(desk, arrives(desk, raw, { id, recipients: to.split(', '), envelopeFrom: from, ...received }));
}

const replyTo = ({ replyTo: address }: OutgoingMail) => address ?? '';
const quoted = () => digest.text.replace(/^/gm, '> ');
async function expectNothingElse() {
  expect(await ticketsOf(desk)).toHaveLength(TICKETS);
  for (const ticket of await ticketsOf(desk)) expect(ticket.state).toBe('waiting');
}

describe('an answer to a mail of many tickets', () => {
  it.each([
    ['marked below', () => `It works again.\n\n${quoted()}`],
    ['unmarked below', () => `It works again.\n\n${digest.text}`],
    ['with nothing of it quoted', () => 'It works again.'],
  ])('goes to nobody, and its writer is told how to answer: %s', async (_, body) => {
    await writes(ADA, replyTo(digest), body());
    await expectNothingElse();
    expect(mailed(desk)).toEqual([ADA]);
    const [{ subject, text, html } = digest] = desk.sent;
    expect(subject).toBe('Your mail was sent to nobody');
    for (const part of [text, html]) {
      expect(part).toContain('open the ticket, or write to the address below that ticket');
      expect(part).not.toMatch(/It works again|Vault|verdi/);
    }
  });

  it('speaks Italian to an Italian desk', async () => {
    desk.settings = { ...desk.settings, defaults: { ...desk.settings.defaults, language: 'it' } };
    await writes(ADA, replyTo(digest), 'Funziona.');
    expect(desk.sent[0]?.subject).toBe('La tua e-mail non è andata a nessuno');
  });

  it('is that for a flood and for what is held, told to agents or to the lead', async () => {
    const tickets = (await ticketsOf(desk)).map((ticket) => ({ ticket, level: 'breach' }));
    await tellGathered(desk, { address: LEAD }, tickets);
    await tellDigest(desk, { address: LEAD }, { reasons: ['spam'], isMore: false, newest: [], date: '2026-11-30' });
    const addresses = desk.sent.map(replyTo);
    desk.sent.length = 0;
    for (const address of addresses) {
      expect(isDigestAddress(KEYS, SUPPORT, address)).toBe(true);
      await writes(LEAD, address, 'Who does this?');
    }
    await expectNothingElse();
    expect(mailed(desk)).toEqual([LEAD, LEAD]);
  });

  it('is told to the registered address when it is unproved', async () => {
    await writes(ADA, replyTo(digest), 'It works again.', { authenticated: false });
    await expectNothingElse();
    expect(mailed(desk)).toEqual([ADA]);
  });

  it('is an answer where it also went to the address of one ticket, without what it quotes', async () => {
    const [ticket] = await ticketsOf(desk);
    const row = digest.text.split('\n').find((line) => line.startsWith('help+t-')) ?? '';
    await writes(ADA, `${replyTo(digest)}, ${row}`, `It works again.\n\n${quoted()}`);
    expect(ticket).toBeDefined();
    expect(desk.sent).toHaveLength(1);
    expect(desk.sent[0]?.recipient).toMatch(/@verdi\.example$/);
    expect(desk.sent[0]?.text).toMatch(/^It works again\.\n/);
    expect(desk.sent[0]?.text).not.toMatch(/Vault|help\+/);
  });

  it('is a request as any other from somebody outside, and held from a machine', async () => {
    await writes('zoe@elsewhere.example', replyTo(digest), 'What is this?');
    expect(await ticketsOf(desk)).toHaveLength(TICKETS + 1);
    await writes(ADA, replyTo(digest), 'I am away.', { fields: 'Auto-Submitted: auto-replied\n' });
    expect(await ticketsOf(desk)).toHaveLength(TICKETS + 1);
    expect(desk.sent.filter(({ recipient }) => recipient === ADA).map(({ subject }) => subject)).not.toContain(
      'Your mail was sent to nobody',
    );
  });

  it('with a signature that is not ours is a request as any other', async () => {
    await writes(ADA, replyTo(digest).replace(/\.\w{16}@/, '.0123456789abcdef@'), 'My own printer is broken.');
    expect(await ticketsOf(desk)).toHaveLength(TICKETS + 1);
  });

  it('keeps no robot busy that sets no field', async () => {
    for (let round = 0; round < 50; round += 1) await writes(ADA, replyTo(digest), `Noted, round ${round}.`);
    expect(mailed(desk)).toHaveLength(10);
    await expectNothingElse();
  });

  it('comes again while the mail service takes nothing', async () => {
    desk.faults.add({ port: 'mailer.send', times: 1 });
    await expect(writes(ADA, replyTo(digest), 'It works again.')).rejects.toThrow();
    await writes(ADA, replyTo(digest), 'It works again.');
    expect(mailed(desk)).toEqual([ADA]);
  });
});

describe('what an agent writes to the desk about no ticket', () => {
  it.each([
    ['a digest, marked', () => quoted()],
    ['a digest, unmarked', () => digest.text],
    ['a row of it alone', () => digest.text.split('\n\n').find((each) => each.startsWith('T-')) ?? ''],
    [
      'a digest, forwarded',
      () => `---------- Forwarded message ---------\nFrom: Desk <${SUPPORT}>\nSubject: x\n\n${digest.text}`,
    ],
  ])('goes to nobody when it quotes %s', async (_, body) => {
    await writes(ADA, SUPPORT, `See this.\n\n${body()}`);
    await expectNothingElse();
    expect(mailed(desk)).toEqual([ADA]);
  });

  it('is a request of their own else, and so is what is not proved', async () => {
    await writes(ADA, SUPPORT, 'My own printer is broken.');
    await writes(ADA, SUPPORT, `See this.\n\n${quoted()}`, { authenticated: false });
    expect(await ticketsOf(desk)).toHaveLength(TICKETS + 2);
  });
});
