import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import type { ReceivedMail } from '../../../shared/mail/received-mail.ts';
import { threadId } from '../../../shared/mail/signed/thread-id.ts';
import { correctRequester } from '../../../shared/use-cases/correct-requester.ts';
import { openTicket } from '../../../shared/use-cases/open-ticket.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, messagesOf, requestOf } from '../../support/stories.ts';

/** After a ticket is open, only its proved requester moves where answers go, by a Reply-To (docs/promise.md section 9). */

const KEY = 'a signing key for tests only';
const ANNA = 'anna@rossi.example';
const BEA = 'bea@rossi.example';
const HOME = 'anna@home.example';

let desk: MemoryDesk;
let id: string;
let mails = 0;

beforeEach(async () => {
  desk = deskOf();
  id = (await openTicket(desk, requestOf(desk, { participants: [{ address: BEA }] }))).ticket.id;
  await desk.team.drain();
  desk.pass(60);
});

type Mail = { by?: string; replyTo?: string; head?: string; to?: string } & Partial<ReceivedMail>;

async function write({ by = ANNA, replyTo, head = '', to = 'help@support.example', ...change }: Mail = {}) {
  mails += 1;
  const header = [
    `Message-ID: <w${mails}@x.example>`,
    `From: ${by}`,
    `To: ${to}`,
    `Subject: Re: [${id}] The door`,
    // In answer to the desk: by a number alone nobody says where they read.
    ...(replyTo ? [`In-Reply-To: ${threadId(KEY, 'help@support.example', id)}`, `Reply-To: ${replyTo}`] : []),
    ...(head ? [head] : []),
  ];
  const mail = arrives(desk, `${header.join('\n')}\n\nMore ${mails}.\n`, { id: `w${mails}`, ...change });
  await receiveMail(desk, mail);
  await desk.team.drain();
  desk.pass(60);
  return mail;
}

const requester = async () => (await getTicket(desk, id)).requester;
const byAda = () => ({ ticketId: id, agent: ada, at: desk.now().toISOString() });

async function readers(): Promise<string[]> {
  const before = desk.sent.length;
  const one = { source: `test:${++mails}`, text: 'Try it.', attachments: [], tellBy: 'call' } as const;
  await respond(desk, { ...byAda(), ...one, attachments: [], receivedAt: desk.now().toISOString() });
  return desk.sent.slice(before).map(({ recipient }) => recipient);
}

describe('a proved requester', () => {
  it('has answers go to the Reply-To of a later mail: in the trail, in the notice, and in truth', async () => {
    await write({ replyTo: `Anna <${HOME}>` });
    expect(await requester()).toEqual({ address: HOME, name: 'Anna', verified: true, from: ANNA, fromProved: true });
    expect((await getTicket(desk, id)).audit.at(-1)).toMatchObject({
      by: `customer:${ANNA}`,
      action: 'reading address',
      detail: `${ANNA} to ${HOME}`,
    });
    const notice = desk.sent.findLast(({ recipient }) => recipient === 'ada@support.example')?.text ?? '';
    expect(notice.replace(/\s+/g, ' ')).toContain(`answers go to ${HOME} from now on`);
    expect(await readers()).toEqual([HOME, BEA]);
  });

  it('is themself at both addresses, and goes back by naming the first one', async () => {
    await write({ replyTo: HOME });
    await write();
    expect((await requester()).address).toBe(HOME);
    await write({ by: HOME });
    expect(await requester()).toMatchObject({ address: HOME, from: ANNA });
    await write({ replyTo: ANNA });
    expect(await requester()).toEqual({ address: ANNA, name: 'Anna Rossi', verified: true });
    expect((await messagesOf(desk, id)).every(({ fromOutside }) => fromOutside === undefined)).toBe(true);
  });

  it('who names a participant reads there, who is the requester then, and a participant no more', async () => {
    await write({ replyTo: BEA });
    expect(await getTicket(desk, id)).toMatchObject({ requester: { address: BEA, from: ANNA }, participants: [] });
    expect(await readers()).toEqual([BEA]);
  });

  it('of whom no record knows names somebody, who is not confirmed, as when opening', async () => {
    const eve = { address: 'eve@else.example', verified: true };
    const change = { source: 'mail:eve', messageId: '<eve@else.example>', requester: eve };
    id = (await openTicket(desk, requestOf(desk, change))).ticket.id;
    await write({ by: eve.address, replyTo: ANNA });
    expect(await getTicket(desk, id)).toMatchObject({
      requester: { address: ANNA, from: eve.address, verified: false, unconfirmed: 'reply-to' },
    });
    expect((await getTicket(desk, id)).customer).toBeUndefined();
  });

  it('leaves nothing to whoever read at the address before', async () => {
    await write({ replyTo: 'mallory@evil.example' });
    await readers();
    const held = desk.sent.find(({ recipient }) => recipient === 'mallory@evil.example')?.replyTo ?? '';
    await write({ replyTo: ANNA });
    await write({ to: held, authenticated: false, recipients: [held] });
    expect((await messagesOf(desk, id)).at(-1)?.fromOutside).toBe(true);
  });

  it('is not followed twice by one mail: what an agent says in between holds', async () => {
    const mail = await write({ replyTo: HOME });
    await correctRequester(desk, { ...byAda(), requester: { address: ANNA } });
    await receiveMail(desk, mail);
    expect((await requester()).address).toBe(ANNA);
  });
});

describe('nothing is moved by', () => {
  const EVIL = 'mallory@evil.example';
  it.each<[string, Mail]>([
    ['an unproved mail of the requester', { replyTo: EVIL, authenticated: false }],
    ['a proved participant', { by: BEA, replyTo: EVIL }],
    ['somebody from outside', { by: 'eve@else.example', replyTo: EVIL }],
    ['a no-reply', { replyTo: 'no-reply@rossi.example' }],
    ['an address of ours', { replyTo: 'help+x@support.example' }],
    ['what no mail goes to', { replyTo: 'jörg@rossi.example' }],
    [
      'an answer of a machine',
      { replyTo: EVIL, head: 'Auto-Submitted: auto-replied\nIn-Reply-To: <anna-1@rossi.example>' },
    ],
    ['a mail that never was to the desk', { replyTo: EVIL, to: 'carl@else.example' }],
    ['a mail that somebody has sent again', { replyTo: EVIL, head: `Resent-From: ${EVIL}` }],
    ['a list’s address', { replyTo: 'users@list.example', head: 'List-Post: <mailto:users@list.example>' }],
  ])('%s', async (_, mail) => {
    const before = await requester();
    await write(mail);
    expect(await requester()).toEqual(before);
    expect((await messagesOf(desk, id)).at(-1)?.warnings.join()).not.toContain('from now on');
  });
});
