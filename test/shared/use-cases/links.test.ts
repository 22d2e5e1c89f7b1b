import { describe, expect, it } from 'vitest';
import { readFollowLink } from '../../../shared/mail/signed/follow-link.ts';
import { ServiceBusy } from '../../../shared/outcome.ts';
import { readerOfLink } from '../../../shared/ticket/link-access.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { removeReader } from '../../../shared/use-cases/change-readers.ts';
import { mailLink } from '../../../shared/use-cases/mail-link.ts';
import { revokeLinks } from '../../../shared/use-cases/revoke-links.ts';
import { sendLink } from '../../../shared/use-cases/send-link.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, mailed, waitingTicket } from '../../support/stories.ts';

const ANNA = 'anna@rossi.example';
const BEA = 'bea@rossi.example';

const by = (desk: MemoryDesk, ticketId: string) => ({ ticketId, agent: ada, at: desk.now().toISOString() });

async function withBea() {
  const desk = deskOf();
  const { id } = await waitingTicket(desk, { participants: [{ address: BEA }] });
  const ticket = async () => (await desk.tickets.get(id)) as Ticket;
  /** Whom the link of the newest mail lets in now. */
  const opens = async (text = desk.sent.at(-1)?.text ?? '') => {
    const token = /\/desk\/t\/(\S+)/.exec(text)?.[1] ?? '';
    const link = readFollowLink(await desk.secrets.signingKeys(), token);
    return link && readerOfLink(await ticket(), link, desk.settings, desk.now().toISOString());
  };
  return { desk, id, ticket, opens };
}

describe('revoking the links of a ticket', () => {
  it('ends all that were made, of everybody, and none that is made from then on', async () => {
    const { desk, id, ticket, opens } = await withBea();
    await mailLink(desk, { ...by(desk, id), address: BEA });
    const old = desk.sent.at(-1)?.text;
    expect(await opens(old)).toBe(BEA);
    await revokeLinks(desk, by(desk, id));
    expect(await opens(old)).toBeUndefined();
    expect((await ticket()).audit.at(-1)).toMatchObject({ by: 'agent:ada', action: 'links revoked' });
    await mailLink(desk, { ...by(desk, id), address: BEA });
    expect(await opens()).toBe(BEA);
  });

  it('ends those that were made since it was done before, in the same second', async () => {
    const { desk, id, opens } = await withBea();
    for (let times = 0; times < 3; times += 1) {
      await mailLink(desk, { ...by(desk, id), address: ANNA });
      const old = desk.sent.at(-1)?.text;
      expect(await opens(old)).toBe(ANNA);
      await revokeLinks(desk, by(desk, id));
      expect(await opens(old)).toBeUndefined();
    }
  });

  it('of a ticket that is not there is a 404', async () => {
    const { desk } = await withBea();
    await expect(revokeLinks(desk, by(desk, 'T-00000000'))).rejects.toMatchObject({ status: 404 });
  });
});

describe('a link that an agent has mailed', () => {
  it('goes to that reader alone, says nothing of the subject, and is in the trail', async () => {
    const { desk, id, ticket } = await withBea();
    await mailLink(desk, { ...by(desk, id), address: 'Bea@Rossi.example' });
    expect(mailed(desk)).toEqual([BEA]);
    expect(desk.sent).toMatchObject([
      { subject: `Il link alla tua richiesta [${id}]`, to: [{ address: BEA }], automatic: true },
    ]);
    expect(desk.sent[0]?.text).toContain('per 30 giorni');
    expect(JSON.stringify(desk.sent)).not.toContain('door');
    expect((await ticket()).audit.at(-1)).toMatchObject({ by: 'agent:ada', action: 'link mailed', detail: BEA });
  });

  it.each(['eve@else.example', 'nobody', 'help@support.example'])(
    'never goes to who does not read: %s',
    async (address) => {
      const { desk, id } = await withBea();
      await expect(mailLink(desk, { ...by(desk, id), address })).rejects.toMatchObject({
        status: 422,
        errors: [{ field: 'address', message: `${address} does not read this ticket: add it as a reader first` }],
      });
      expect(desk.sent).toEqual([]);
    },
  );

  it('that the mail service refuses, or cannot take now, is told to the agent', async () => {
    const { desk, id, ticket } = await withBea();
    desk.faults.add({ port: 'mailer.send', outcome: { outcome: 'refused', what: 'recipient', reason: 'no such' } });
    await expect(mailLink(desk, { ...by(desk, id), address: BEA })).rejects.toMatchObject({ status: 422 });
    expect((await ticket()).audit.at(-1)).toMatchObject({ action: 'mail refused' });
    desk.faults.clear();
    desk.faults.add({ port: 'mailer.send', outcome: { outcome: 'later', reason: 'throttled' } });
    await expect(mailLink(desk, { ...by(desk, id), address: BEA })).rejects.toThrow(ServiceBusy);
  });
});

describe('a link that somebody asks for on the page', () => {
  it('goes to whoever reads the ticket, however number and address are written', async () => {
    const { desk, id, opens } = await withBea();
    await sendLink(desk, { address: ' Bea@Rossi.example ', ticket: ` ${id.toLowerCase()} ` });
    expect(mailed(desk)).toEqual([BEA]);
    expect(await opens()).toBe(BEA);
  });

  it('goes to nobody else, and tells nothing apart', async () => {
    const { desk, id, ticket } = await withBea();
    await removeReader(desk, { ...by(desk, id), address: BEA });
    const { version } = await ticket();
    for (const asked of [
      { address: BEA, ticket: id },
      { address: 'eve@else.example', ticket: id },
      { address: ANNA, ticket: 'T-00000000' },
      { address: ANNA, ticket: `${id}0` },
      { address: ANNA, ticket: '' },
      { address: 'ada@support.example', ticket: id },
      { address: 'no address', ticket: id },
    ]) {
      expect(await sendLink(desk, asked)).toBeUndefined();
    }
    expect(desk.sent).toEqual([]);
    expect(await sendLink(desk, { address: ANNA, ticket: id })).toBeUndefined();
    expect(mailed(desk)).toEqual([ANNA]);
    expect((await ticket()).version).toBe(version);
  });

  it('that the mail service refuses is in the trail, and the agents hear it, once an address, however often it is asked for', async () => {
    const { desk, id, ticket } = await withBea();
    const { send } = desk.mailer;
    const refused = { outcome: 'refused', what: 'recipient', reason: 'Illegal address' } as const;
    desk.mailer.send = async (mail) => ([ANNA, BEA].includes(mail.recipient) ? refused : send(mail));
    for (const address of [BEA, BEA, ANNA]) {
      desk.pass(60);
      expect(await sendLink(desk, { address, ticket: id })).toBeUndefined();
    }
    await desk.team.drain();
    expect(mailed(desk)).toEqual([BEA, ANNA].flatMap(() => ['ada@support.example', 'bruno@support.example']));
    const text = desk.sent[0]?.text ?? '';
    expect(text).toContain(`${BEA}: Illegal address`);
    expect(text).toContain(`a new link for ${BEA}`);
    expect(
      (await ticket()).audit.filter(({ action }) => action === 'mail refused').map(({ detail }) => detail),
    ).toEqual([`${BEA}: Illegal address`, `${ANNA}: Illegal address`]);
  });

  it('is no flood: five a day and reader, of many at once too, and none to one takes none from another', async () => {
    const { desk, id } = await withBea();
    const ask = (address: string) => sendLink(desk, { address, ticket: id });
    await Promise.all(Array.from({ length: 20 }, () => ask(ANNA)));
    expect(mailed(desk)).toEqual(Array.from({ length: 5 }, () => ANNA));
    await ask(BEA);
    expect(mailed(desk).filter((to) => to === BEA)).toHaveLength(1);
    desk.pass(24 * 3_600);
    await ask(ANNA);
    expect(mailed(desk).filter((to) => to === ANNA)).toHaveLength(6);
  });

  it('keeps to the caps of automatic mail', async () => {
    const { desk, id } = await withBea();
    const at = desk.now().toISOString();
    for (let mail = 0; mail < 30; mail += 1) await desk.sendCounter.count(ANNA, at, 'notice');
    await sendLink(desk, { address: ANNA, ticket: id });
    expect(desk.sent).toEqual([]);
  });

  it.each([
    ['sendCounter.claimLink', {}],
    ['mailer.send', { outcome: { outcome: 'later', reason: 'throttled' } }],
    ['mailer.send', { outcome: { outcome: 'refused', what: 'recipient', reason: 'no such' } }],
    ['mailer.send', {}],
  ])('that fails in %s is told to nobody but the log, which has no address and no link', async (port, fault) => {
    const { desk, id } = await withBea();
    desk.faults.add({ port, ...fault } as Parameters<typeof desk.faults.add>[0]);
    expect(await sendLink(desk, { address: ANNA, ticket: id })).toBeUndefined();
    expect(desk.lines.length).toBeGreaterThan(0);
    expect(JSON.stringify(desk.lines)).not.toMatch(/desk\/t\/|anna@/);
  });
});

describe('a ticket that is asked for by a link', () => {
  it('of an unreadable item is as one that is not there', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    desk.corrupt(id);
    expect(await sendLink(desk, { address: ANNA, ticket: id })).toBeUndefined();
  });
});
