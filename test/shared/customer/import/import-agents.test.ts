import { describe, expect, it } from 'vitest';
import type { Agent } from '../../../../shared/customer/agent.ts';
import { describeError } from '../../../../shared/customer/import/import.ts';
import { importAgents } from '../../../../shared/customer/import/import-agents.ts';

const marco: Agent = { id: 'marco', name: 'Marco Ferri', addresses: ['marco@desk.example'] };

/** What an admin sees of a file of agents: the agents, or the errors as text. */
function imported(rows: string[], existing: Agent[] = []): Agent[] | string[] {
  const text = ['id,name,addresses', ...rows].join('\n');
  const result = importAgents(text, { existing, supportAddress: 'help@desk.example' });
  return result.ok ? result.records : result.errors.map(describeError);
}

describe('a file of agents', () => {
  it('gives agents, their addresses in lower case and in order', () => {
    expect(imported(['giulia,Giulia Conti,Giulia@Desk.example g.conti@desk.example'])).toEqual([
      {
        id: 'giulia',
        name: 'Giulia Conti',
        addresses: ['giulia@desk.example', 'g.conti@desk.example'],
        keepsAbsence: true,
      },
    ]);
  });

  it('is refused for an id that a signed reply address cannot hold', () => {
    expect(imported(['Giulia,Giulia Conti,giulia@desk.example', 'a-very-long-agent-id,Ada,ada@desk.example'])).toEqual([
      'line 2, id: "Giulia" is no id; use 1 to 16 of a-z, 0-9 and -',
      'line 3, id: "a-very-long-agent-id" is no id; use 1 to 16 of a-z, 0-9 and -',
    ]);
  });

  it('is refused for a whole domain, since an agent is one person', () => {
    expect(imported(['giulia,Giulia Conti,desk.example'])).toEqual([
      'line 2, addresses: "desk.example" is no mail address; write it as anna@acme.example',
    ]);
  });

  it('is refused for an agent without an address', () => {
    expect(imported(['giulia,Giulia Conti,'])).toEqual(['line 2, addresses: is empty; give a mail address']);
  });

  it("is refused for the desk's own address", () => {
    expect(imported(['giulia,Giulia Conti,help@desk.example'])).toEqual([
      "line 2, addresses: help@desk.example is the desk's own address; give the agent's",
    ]);
  });

  it('is refused for an address of two agents, in the file or between the file and the desk', () => {
    expect(
      imported(['giulia,Giulia,ada@desk.example', 'ada,Ada,ada@desk.example marco@desk.example'], [marco]),
    ).toEqual([
      'line 3, addresses: "ada@desk.example" is on line 2 already; keep one',
      'line 3, addresses: marco@desk.example belongs to agent marco; list marco too, without it',
    ]);
  });

  it('may move an address when it lists both agents', () => {
    expect(imported(['ada,Ada,marco@desk.example', 'marco,Marco,m.ferri@desk.example'], [marco])).toHaveLength(2);
  });
});

describe('a file of agents that says what they do', () => {
  const read = (row: string) => {
    const text = `id,name,addresses,desks,absent from,absent until\n${row}`;
    const addresses = [{ address: 'sales@desk.example' }];
    const result = importAgents(text, { existing: [], supportAddress: 'help@desk.example', addresses });
    return result.ok ? result.records : result.errors.map(describeError);
  };
  const ada = { id: 'ada', name: 'Ada', addresses: ['ada@desk.example'] };

  it('has addresses of the desk, and when somebody is away, by date or instant', () => {
    expect(read('ada,Ada,ada@desk.example,Sales@desk.example help@desk.example,2026-12-24,2027-01-06')).toEqual([
      {
        ...ada,
        desks: ['sales@desk.example', 'help@desk.example'],
        absent: { from: '2026-12-24', until: '2027-01-06' },
      },
    ]);
    expect(read('ada,Ada,ada@desk.example,,,2026-12-24T12:00:00+01:00')).toEqual([
      { ...ada, absent: { until: '2026-12-24T11:00:00.000Z' } },
    ]);
    expect(read('ada,Ada,ada@desk.example,,,')).toEqual([ada]);
  });

  it.each([
    [
      'shop@desk.example,,',
      'line 2, desks: "shop@desk.example" is no address of the desk; use help@desk.example or sales@desk.example',
    ],
    [
      ',,2026-02-30',
      'line 2, absent_until: "2026-02-30" is neither a date nor an instant; write a date as 2026-12-24 (a whole day away) or an instant as 2026-12-24T12:00:00Z',
    ],
    [',2026-12-24,', 'line 2, absent_until: is empty; give the end of the absence'],
    [',2026-12-24,2026-12-20', 'line 2, absent_until: "2026-12-20" is before 2026-12-24; give the end of the absence'],
  ])('is refused for %j', (cells, error) => {
    expect(read(`ada,Ada,ada@desk.example,${cells}`)).toEqual([error]);
  });
});

describe('a file of agents that says who leads', () => {
  const read = (role: string) => {
    const text = `id,name,addresses,role\nada,Ada,ada@desk.example,${role}`;
    const result = importAgents(text, { existing: [], supportAddress: 'help@desk.example' });
    return result.ok ? result.records.map((agent) => agent.role) : result.errors.map(describeError);
  };

  it.each(['agent', 'lead', 'admin'])('has %s in any case of letters', (role) => {
    expect(read(role.toUpperCase())).toEqual([role]);
  });

  it('says nothing by an empty cell, and is refused for a role that is none', () => {
    expect(read('')).toEqual([undefined]);
    expect(read('boss')).toEqual(['line 2, role: "boss" is no role; use agent, lead or admin']);
  });
});
