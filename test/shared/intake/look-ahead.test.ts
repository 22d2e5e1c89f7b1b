import { beforeEach, describe, expect, it } from 'vitest';
import { lookingAhead } from '../../../shared/intake/look-ahead.ts';
import { sourceOf } from '../../../shared/intake/mail-identity.ts';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { parseMail } from '../../../shared/mail/parse.ts';
import { ticketIdFor } from '../../../shared/ticket/identity.ts';
import type { Desk } from '../../../shared/ticket/ports.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, rossi, ticketsOf } from '../../support/stories.ts';

const ANNA = 'anna@rossi.example';
const AT = '2026-11-12T09:00:00.000Z';
const mailWith = (head: string) =>
  parseMail(
    Buffer.from(`Message-ID: <a1@rossi.example>\nFrom: ${ANNA}\nTo: help@support.example\n${head}\n\nIt prints.`),
  );
const requester = { address: ANNA };

let desk: MemoryDesk;
/** What the ports were asked, in order. */
let asked: string[];
beforeEach(() => {
  desk = deskOf({ agents: [ada], customers: [rossi] });
  asked = [];
  const noting = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get: (target, name) => {
        const method = Reflect.get(target, name);
        if (typeof method !== 'function') return method;
        return (...args: unknown[]) => {
          asked.push(`${String(name)} ${args[0] ?? ''}`.trim());
          return method.apply(target, args);
        };
      },
    });
  for (const name of ['tickets', 'customers', 'agents', 'sendCounter'] as const)
    Object.assign(desk, { [name]: noting(desk[name] as object) });
});

async function begun(head: string, how: { isHeld?: boolean; isAddressed?: boolean } = {}): Promise<string[]> {
  const mail = await mailWith(head);
  lookingAhead(desk).about(mail, { source: sourceOf(mail, AT), requester, isHeld: false, isAddressed: false, ...how });
  const id = ticketIdFor(sourceOf(mail, AT));
  return asked.map((each) => each.replace(id, 'its ticket'));
}

const DECIDES = ['get its ticket', 'findByMailId <a1@rossi.example>'];

describe('ahead is asked', () => {
  it('of a mail that answers nothing, all that opening its ticket asks', async () => {
    const opens = ['threadClaim <a1@rossi.example>', `find ${ANNA}`, `recent ${ANNA}`];
    expect(await begun('Subject: Printer')).toEqual([...DECIDES, ...opens]);
  });

  it.each([
    ['answers a mail', 'In-Reply-To: <b@x.example>', {}],
    ['stands in a thread', 'References: <b@x.example>', {}],
    ['was sent to the address of a ticket', 'Subject: Printer', { isAddressed: true }],
  ])('of one that %s, what decides on it', async (_, head, how) => {
    expect(await begun(head, how)).toEqual(DECIDES);
  });

  it('nothing of one that is held for what it carries', async () => {
    expect(await begun('Subject: Printer', { isHeld: true })).toEqual([]);
  });
});

describe('what was asked ahead', () => {
  it('is given to who asks first; whoever asks again is told what is so then', async () => {
    const ahead = lookingAhead(desk);
    const mail = await mailWith('Subject: Printer');
    ahead.about(mail, { source: 'mail:1', requester, isHeld: false, isAddressed: false });
    await desk.customers.remove(rossi.id);
    expect(await ahead.desk.customers.find(ANNA)).toMatchObject({ id: rossi.id });
    expect(await ahead.desk.customers.find(ANNA)).toBeUndefined();
  });

  it('is what it was asked for', async () => {
    const ahead = lookingAhead(desk);
    const mail = await mailWith('Subject: Printer');
    ahead.about(mail, { source: 'mail:1', requester, isHeld: false, isAddressed: false });
    expect(await ahead.desk.customers.find('bea@bianchi.example')).toBeUndefined();
    expect(await ahead.desk.customers.find(ANNA)).toMatchObject({ id: rossi.id });
  });

  it('fails for who asks, and for nobody when nobody does', async () => {
    const refusing: Desk = {
      ...desk,
      customers: { ...desk.customers, find: async () => Promise.reject(new Error('throttled')) },
    };
    const mail = await mailWith('Subject: Printer');
    const one = lookingAhead(refusing);
    one.about(mail, { source: 'mail:1', requester, isHeld: false, isAddressed: false });
    await expect(one.desk.customers.find(ANNA)).rejects.toThrow('throttled');
    // The run fails on a rejection that nobody handles.
    lookingAhead(refusing).about(mail, { source: 'mail:1', requester, isHeld: false, isAddressed: false });
  });

  it('of the team is asked once a mail', async () => {
    const { desk: asking, team } = lookingAhead(desk);
    team();
    expect([await asking.agents.list(), await asking.agents.list()]).toEqual([[ada], [ada]]);
    expect(asked).toEqual(['list']);
  });
});

it('a mail becomes its ticket with no more questions than one after the other would take', async () => {
  // What the team is told is another function's work.
  desk.team.isHeld = true;
  await receiveMail(
    desk,
    arrives(desk, `Message-ID: <a1@rossi.example>\nFrom: ${ANNA}\nTo: help@support.example\n\nIt prints.`, {
      id: 'a1',
      authenticated: true,
    }),
  );
  const questions = [...asked];
  expect(await ticketsOf(desk)).toHaveLength(1);
  for (const question of ['find', 'threadClaim', 'findByMailId', 'list', 'recent'])
    expect(questions.filter((each) => each.split(' ')[0] === question)).toHaveLength(1);
});
