import { afterEach, describe, expect, it, vi } from 'vitest';
import { agentsImport } from '../../../infra/cli/agents-import.ts';
import { agentsRemove } from '../../../infra/cli/agents-remove.ts';
import { customersImport } from '../../../infra/cli/customers-import.ts';
import { customersRemove } from '../../../infra/cli/customers-remove.ts';
import { TaskBusy } from '../../../shared/ticket/task.ts';
import { assign } from '../../../shared/use-cases/assign.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deskOf, waitingTicket } from '../../support/stories.ts';
import { connectionTo, testIo } from './io.ts';

type Run = typeof agentsRemove;

async function run(command: Run, desk: MemoryDesk, args: string[], stdin = '') {
  const { io, out, err } = testIo(stdin);
  const status = await command(args, io, connectionTo(desk));
  return { status, out: out(), err: err() };
}

/** A desk whose Ada has taken a ticket on. */
async function adasTicket() {
  const desk = deskOf();
  const { id } = await waitingTicket(desk);
  await assign(desk, { ticketId: id, agent: ada, to: 'me', at: desk.now().toISOString() });
  return { desk, id };
}

const agentsOf = async (desk: MemoryDesk) => (await desk.agents.list()).map(({ id }) => id);

afterEach(() => {
  vi.useRealTimers();
});

/** Runs a command whose pauses take no time of the test's. */
async function withoutWaiting<T>(work: () => Promise<T>): Promise<T> {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  let isRunning = true;
  const running = work().finally(() => {
    isRunning = false;
  });
  // It is looked at below: no rejection that nobody handles.
  running.catch(() => {});
  while (isRunning) {
    await vi.advanceTimersByTimeAsync(1_000);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return running;
}

describe('agents remove', () => {
  it('shows what the agent holds, and takes nothing away without --yes', async () => {
    const { desk, id } = await adasTicket();
    const { status, out, err } = await run(agentsRemove, desk, ['ada']);
    expect(status).toBe(1);
    expect(out).toContain('ada: Ada, ada@support.example\n');
    expect(out).toContain('tickets: 1 open, of which 1 wait for a first response; 0 closed');
    expect(out).toMatch(new RegExp(`${id} +P3 +waiting`));
    expect(err).toBe('nothing was removed: add --yes to do it\n');
    expect(await agentsOf(desk)).toEqual(['ada', 'bruno']);
    expect((await desk.tickets.get(id))?.assignee).toBe('ada');
  });

  it('says how many saved replies are theirs alone, and deletes those; the team’s stay', async () => {
    const { desk } = await adasTicket();
    const reply = { id: 'one', name: 'Hello', language: 'en', text: 'Dear' } as const;
    for (const owner of [ada, bruno, 'team'] as const) await desk.savedReplies.add(owner, reply);
    expect((await run(agentsRemove, desk, ['ada'])).out).toContain('1 saved replies of their own, which go with them');
    expect(await desk.savedReplies.of(ada)).toHaveLength(1);
    await run(agentsRemove, desk, ['ada', '--yes']);
    const left = await Promise.all(([ada, bruno, 'team'] as const).map((owner) => desk.savedReplies.of(owner)));
    expect(left.map(({ length }) => length)).toEqual([0, 1, 1]);
  });

  it('takes the agent away, and the tickets off them with a line in the trail; terms and clock stay', async () => {
    const { desk, id } = await adasTicket();
    const before = await desk.tickets.get(id);
    const { status, out } = await run(agentsRemove, desk, ['ada', '--yes']);
    expect([status, out]).toEqual([0, expect.stringContaining('ada is removed; 1 tickets are assigned to nobody')]);
    expect(await agentsOf(desk)).toEqual(['bruno']);
    const ticket = await desk.tickets.get(id);
    expect(ticket).not.toHaveProperty('assignee');
    expect(ticket?.audit.at(-1)).toMatchObject({ by: 'admin', action: 'unassigned', detail: 'ada was removed' });
    expect(ticket?.clock).toEqual(before?.clock);
    expect((await desk.tickets.list({ assignee: 'ada', limit: 10 })).cards).toEqual([]);
  });

  it('that broke off goes on where it was, though the agent is gone', async () => {
    const { desk, id } = await adasTicket();
    desk.faults.add({ port: 'tickets.save', times: 1 });
    await expect(run(agentsRemove, desk, ['ada', '--yes'])).rejects.toThrow();
    expect(await agentsOf(desk)).toEqual(['bruno']);
    const { out } = await run(agentsRemove, desk, ['ada', '--yes']);
    expect(out).toContain('ada was removed before');
    expect(await desk.tickets.get(id)).not.toHaveProperty('assignee');
  });

  it('warns of the last one, and names those there are when there is no such', async () => {
    const desk = deskOf({ agents: [ada] });
    expect((await run(agentsRemove, desk, ['ada'])).err).toContain('warning: this is the last agent');
    await expect(run(agentsRemove, desk, ['zoe'])).rejects.toThrow('there is no agent zoe; there are ada');
    await expect(run(agentsRemove, desk, [])).rejects.toMatchObject({ status: 2 });
  });

  it.each(['lead', 'manager'] as const)(
    'warns where the settings name them as %s, who is mailed escalations all the same',
    async (role) => {
      const { desk } = await adasTicket();
      const { escalation } = desk.settings;
      desk.settings = {
        ...desk.settings,
        escalation: { ...escalation, [role]: [...ada.addresses, 'x@support.example'] },
      };
      const warning = `warning: ada@support.example stands in escalation.${role} of the settings`;
      for (const args of [['ada'], ['ada', '--yes']])
        expect((await run(agentsRemove, desk, args)).err).toContain(warning);
      expect((await run(agentsRemove, desk, ['bruno', '--yes'])).err).not.toContain('escalation');
    },
  );

  it('names a ticket that the desk was at work on all the while, and does the others', async () => {
    const { desk, id } = await adasTicket();
    const other = await waitingTicket(desk, { source: 'mail:two', messageId: '<two@rossi.example>' });
    await assign(desk, { ticketId: other.id, agent: ada, to: 'me', at: desk.now().toISOString() });
    const { save } = desk.tickets;
    desk.tickets.save = async (ticket) => (ticket.id === id ? undefined : save(ticket));
    await expect(withoutWaiting(() => run(agentsRemove, desk, ['ada', '--yes']))).rejects.toThrow(
      `1 ticket could not be unassigned, since the desk was at work on them all the while: ${id}. Run agents remove`,
    );
    expect(await desk.tickets.get(other.id)).not.toHaveProperty('assignee');
  });
});

describe('customers remove', () => {
  it('shows what the customer has, and takes nothing away without --yes', async () => {
    const { desk, id } = await adasTicket();
    const { status, out } = await run(customersRemove, desk, ['rossi']);
    expect(status).toBe(1);
    expect(out).toContain('rossi: Rossi S.r.l., basic, rossi.example\n');
    expect(out).toContain(id);
    expect(await desk.customers.find('anna@rossi.example')).toBeDefined();
  });

  it('leaves the tickets their name, terms and clock, also when they are timed anew', async () => {
    const { desk, id } = await adasTicket();
    const before = await desk.tickets.get(id);
    expect((await run(customersRemove, desk, ['rossi', '--yes'])).status).toBe(0);
    expect(await desk.customers.find('anna@rossi.example')).toBeUndefined();
    const after = await desk.tickets.get(id);
    expect(after).toEqual(before);
    expect(after?.customer).toEqual({ id: 'rossi', name: 'Rossi S.r.l.' });
    await expect(run(customersRemove, desk, ['rossi', '--yes'])).rejects.toThrow('there is no customer rossi');
  });
});

describe('import --replace', () => {
  const AGENTS = 'id,name,addresses\nbruno,Bruno,bruno@support.example';

  it('shows who goes and writes nothing without --yes, nor with --dry-run', async () => {
    const { desk, id } = await adasTicket();
    for (const args of [[], ['--dry-run'], ['--dry-run', '--yes']]) {
      const { out } = await run(agentsImport, desk, ['-', '--replace', ...args], AGENTS.replace('Bruno,', 'B.,'));
      expect(out).toContain('1 agents are not in - and would go:\nada: Ada, ada@support.example\n');
      expect(out).toContain(id);
      expect(await desk.agents.list()).toEqual([ada, bruno]);
    }
  });

  it('takes them away, their tickets off them, and may give their address to another', async () => {
    const { desk, id } = await adasTicket();
    const taken = 'id,name,addresses\nbruno,Bruno,bruno@support.example ada@support.example';
    expect((await run(agentsImport, desk, ['-', '--replace', '--yes'], taken)).status).toBe(0);
    expect(await desk.agents.list()).toEqual([{ ...bruno, addresses: [...bruno.addresses, ...ada.addresses] }]);
    expect(await desk.tickets.get(id)).not.toHaveProperty('assignee');
  });

  it('takes no role from anybody where the file says none, and takes one away that it says', async () => {
    const { desk } = await adasTicket();
    await desk.agents.put({ ...bruno, role: 'lead' });
    await run(agentsImport, desk, ['-', '--replace', '--yes'], AGENTS);
    expect(await desk.agents.list()).toEqual([{ ...bruno, role: 'lead' }]);
    await run(agentsImport, desk, ['-'], 'id,name,addresses,role\nbruno,Bruno,bruno@support.example,Agent');
    expect(await desk.agents.list()).toEqual([{ ...bruno, role: 'agent' }]);
  });

  it('keeps everybody without it', async () => {
    const { desk } = await adasTicket();
    await run(agentsImport, desk, ['-'], AGENTS);
    expect(await agentsOf(desk)).toEqual(['ada', 'bruno']);
  });

  it('of customers likewise', async () => {
    const { desk, id } = await adasTicket();
    const file = 'id,name,contacts,plan\nverdi,Verdi,verdi.example,basic';
    expect((await run(customersImport, desk, ['-', '--replace'], file)).out).toContain(id);
    expect((await desk.customers.list()).map((each) => each.id)).toEqual(['rossi']);
    await run(customersImport, desk, ['-', '--replace', '--yes'], file);
    expect((await desk.customers.list()).map((each) => each.id)).toEqual(['verdi']);
  });
});

describe('customers import', () => {
  const PREMIUM = 'id,name,contacts,plan\nrossi,Rossi S.r.l.,rossi.example,premium';

  it('waits for a ticket that the desk is at work on', async () => {
    const { desk, id } = await adasTicket();
    const { save } = desk.tickets;
    let refused = 0;
    desk.tickets.save = async (ticket) => {
      if (ticket.id !== id || refused === 3) return save(ticket);
      refused += 1;
      throw new TaskBusy();
    };
    const { status, out } = await withoutWaiting(() => run(customersImport, desk, ['-'], PREMIUM));
    expect([status, refused]).toEqual([0, 3]);
    expect(out).toContain('1 ticket re-timed');
    expect((await desk.tickets.get(id))?.terms.plan).toBe('premium');
  });

  it('says at the end which it could not re-time, and has done the others', async () => {
    const { desk, id } = await adasTicket();
    const other = await waitingTicket(desk, { source: 'mail:two', messageId: '<two@rossi.example>' });
    const { save } = desk.tickets;
    desk.tickets.save = async (ticket) => (ticket.id === id ? undefined : save(ticket));
    const breaking = withoutWaiting(() => run(customersImport, desk, ['-'], PREMIUM));
    await expect(breaking).rejects.toThrow(
      `1 ticket could not be re-timed, since the desk was at work on them all the while: ${id}. Run it again`,
    );
    expect((await desk.tickets.get(other.id))?.terms.plan).toBe('premium');
    vi.useRealTimers();
    desk.tickets.save = save;
    expect((await run(customersImport, desk, ['-'], PREMIUM)).out).toContain('1 ticket re-timed');
  });
});
