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
      { id: 'giulia', name: 'Giulia Conti', addresses: ['giulia@desk.example', 'g.conti@desk.example'] },
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
