import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import type { ReceivedMail } from '../../../shared/mail/received-mail.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf, messagesOf, ticketsOf, waitingTicket } from '../../support/stories.ts';

/** Who names a reader in Cc makes them one when proved, and only proposes them else (docs/promise.md section 9). */

const DESK = 'help@support.example';
const MAILBOX = 'support@rossi-it.example';
const [ANNA, BEA, CARLA, EVE] = ['anna@rossi.example', 'bea@rossi.example', 'carla@partner.example', 'eve@x.example'];

let desk: MemoryDesk;
beforeEach(() => {
  desk = deskOf();
});

async function comes(head: string, change: Partial<ReceivedMail> = {}) {
  await receiveMail(
    desk,
    arrives(desk, `Message-ID: <n@rossi.example>\n${head}\n\nAnd Carla knows the door.\n`, change),
  );
  await desk.team.drain();
}

const people = async (id: string) => {
  const { participants = [], proposed = [] } = (await desk.tickets.get(id)) ?? {};
  return [participants, proposed].map((of) => of.map(({ address }) => address));
};

describe('a participant who names somebody in Cc', () => {
  it.each([
    ['proved: they read', true, [[BEA, CARLA], []]],
    ['not proved: they are proposed', false, [[BEA], [CARLA]]],
  ])('%s', async (_, authenticated, expected) => {
    const { id } = await waitingTicket(desk, { participants: [{ address: String(BEA) }] });
    const [key = ''] = await desk.secrets.signingKeys();
    const to = replyAddress(key, desk.settings.supportAddress, { ticketId: id });
    await comes(`From: ${BEA}\nTo: ${to}\nCc: ${CARLA}\nSubject: Re: The door`, { recipients: [to], authenticated });
    expect(await messagesOf(desk, id)).toHaveLength(2);
    expect(await people(id)).toEqual(expected);
  });

  it('and is proved, but of no conversation: they are neither', async () => {
    const { id } = await waitingTicket(desk);
    await comes(`From: ${EVE}\nTo: ${DESK}\nCc: ${CARLA}\nSubject: Re: [${id}] The door`);
    expect((await people(id))[0]).toEqual([]);
  });
});

it('a mailbox that forwards, alone in To, with others in Cc: they are participants, the mailbox is not', async () => {
  desk.settings = { ...desk.settings, forwardedFrom: [{ address: MAILBOX }] };
  // From the mailbox's server, for which Anna's domain does not speak; her signature passes.
  const verdicts = { spam: 'PASS', virus: 'PASS', spf: 'FAIL', dkim: 'PASS', dmarc: 'PASS' } as const;
  const passedOn = { recipients: [DESK], verdicts };
  await comes(`From: ${ANNA}\nTo: ${MAILBOX}\nCc: ${BEA}, ${CARLA}\nSubject: The door`, passedOn);
  const [ticket] = await ticketsOf(desk);
  expect(await people(ticket?.id ?? '')).toEqual([[BEA, CARLA], []]);
});

describe('several numbers in a subject', () => {
  const ofAnna = (source: string, change = {}) =>
    waitingTicket(desk, { source, messageId: `<${source}@x>`, ...change });
  const holders = async (ids: string[]) => {
    const each = await Promise.all(ids.map(async (id) => (await messagesOf(desk, id)).length));
    return ids.filter((_, index) => (each[index] ?? 0) > 1);
  };

  it('the mail joins the first of them to which its writer belongs', async () => {
    const others = await ofAnna('a', { requester: { address: EVE, verified: true } });
    const [first, second] = [await ofAnna('b'), await ofAnna('c')];
    const ids = [others.id, first.id, second.id];
    await comes(`From: ${ANNA}\nTo: ${DESK}\nSubject: ${ids.map((id) => `[${id}]`).join(' ')}`);
    expect(await holders(ids)).toEqual([first.id]);
    expect(await ticketsOf(desk)).toHaveLength(3);
  });

  it('what they asked for stands before what they read along with', async () => {
    const along = await ofAnna('a', { requester: { address: BEA, verified: true }, participants: [{ address: ANNA }] });
    const own = await ofAnna('b');
    const ids = [along.id, own.id];
    await comes(`From: ${ANNA}\nTo: ${DESK}\nSubject: ${ids.map((id) => `[${id}]`).join(' ')}`);
    expect(await holders(ids)).toEqual([own.id]);
  });
});
