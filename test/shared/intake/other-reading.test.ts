import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { correctRequester } from '../../../shared/use-cases/correct-requester.ts';
import { redact } from '../../../shared/use-cases/redact.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deliver, deskOf, messagesOf, ticketsOf } from '../../support/stories.ts';

/** Of two unproved copies of a mail nobody can say which is forged: the agents hear whom the second one names (docs/promise.md section 9). */

const TINA = 'tina@tiny.example';
const EVE = 'eve@evil.example';
const [ADA = ''] = ada.addresses;

let desk: MemoryDesk;
let mails = 0;
beforeEach(() => {
  desk = deskOf();
});

type Copy = { replyTo?: string; proved?: boolean };

function delivery({ replyTo, proved = false }: Copy) {
  mails += 1;
  const head = `Message-ID: <m1@tiny.example>\nFrom: Tina <${TINA}>\n${replyTo ? `Reply-To: ${replyTo}\n` : ''}To: help@support.example`;
  const raw = `${head}\nDate: Mon, 30 Nov 2026 08:00:00 +0000\nSubject: Help\n\nPlease help, it is shut.\n`;
  return arrives(desk, raw, { id: `m${mails}`, authenticated: proved, envelopeFrom: TINA });
}

async function comes(copy: Copy): Promise<void> {
  desk.pass(60);
  const mail = delivery(copy);
  await deliver(desk, () => receiveMail(desk, mail));
  await desk.team.drain();
}

async function opened(): Promise<Ticket> {
  const [ticket] = await ticketsOf(desk);
  if (!ticket) throw new Error('there is no ticket');
  return ticket;
}

const others = async () =>
  (await messagesOf(desk, (await opened()).id)).slice(1).map(({ warnings }) => warnings.join());
const told = (address: string) => `names ${address} for the answers`;
const toAda = () => desk.sent.filter(({ recipient }) => recipient === ADA).map(({ text }) => text);

describe('an unproved copy that names who else reads the answers', () => {
  it.each<[string, Copy, Copy, string, string[]]>([
    ['the real one after the forged one', { replyTo: EVE }, {}, TINA, [TINA]],
    ['the forged one after the real one', {}, { replyTo: EVE }, EVE, [EVE]],
    [
      'another address after the forged one',
      { replyTo: EVE },
      { replyTo: 'desk@tiny.example' },
      'desk@tiny.example',
      ['desk@tiny.example'],
    ],
  ])('is told to the agents, who may add them: %s', async (_, first, second, address, proposed) => {
    await comes(first);
    const before = await opened();
    desk.sent.length = 0;
    for (let round = 0; round < 2; round += 1) await comes(second);
    expect(await others()).toEqual([expect.stringContaining(told(address))]);
    expect(toAda().join()).toContain(told(address));
    const { requester, participants, proposed: named = [] } = await opened();
    expect({ requester, participants }).toEqual({ requester: before.requester, participants: [] });
    expect(named.map((person) => person.address)).toEqual(proposed);
    expect(desk.sent.filter(({ recipient }) => recipient === EVE)).toEqual([]);
  });

  it('is told once when that breaks off', async () => {
    await comes({});
    desk.faults.add({ port: 'tickets.addMessage', times: 1 });
    await comes({ replyTo: EVE });
    expect(await others()).toHaveLength(1);
  });

  it('is told of five addresses at most', async () => {
    await comes({});
    for (let n = 0; n < 8; n += 1) await comes({ replyTo: `eve${n}@evil.example` });
    expect(await others()).toHaveLength(5);
    expect((await opened()).proposed).toHaveLength(5);
  });
});

describe('nobody is told of a copy', () => {
  it('that names the same', async () => {
    await comes({ replyTo: EVE });
    await comes({ replyTo: EVE });
    expect(await others()).toEqual([]);
  });

  it.each<[string, Copy, Copy]>([
    ['of what was proved', { proved: true }, { replyTo: EVE }],
    ['that is proved', { replyTo: EVE }, { proved: true }],
  ])('%s: it says by itself who reads', async (_, first, second) => {
    await comes(first);
    await comes(second);
    expect(await others()).toEqual([]);
    expect((await opened()).requester.address).toBe(TINA);
  });

  it('when an agent has said since who asks', async () => {
    await comes({ replyTo: EVE });
    const { id } = await opened();
    const at = desk.now().toISOString();
    await correctRequester(desk, { ticketId: id, agent: ada, at, requester: { address: TINA } });
    await comes({});
    expect(await others()).toEqual([]);
  });

  it('whose words an agent has hidden', async () => {
    await comes({});
    const { id } = await opened();
    const [first] = await messagesOf(desk, id);
    await redact(desk, {
      ticketId: id,
      agent: ada,
      at: desk.now().toISOString(),
      messageKey: first?.key ?? '',
      words: undefined,
    });
    await comes({ replyTo: EVE });
    expect(await others()).toEqual([]);
  });
});
