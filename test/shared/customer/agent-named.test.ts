import { describe, expect, it } from 'vitest';
import { agentNamed } from '../../../shared/customer/agent-named.ts';

const agents = [
  { id: 'mb', name: 'Marta Bianchi' },
  { id: 'luca', name: 'Luca Ferri' },
  { id: 'lf', name: 'Luca Fini' },
  { id: 'jose', name: 'José Prieto' },
].map((agent) => ({ ...agent, addresses: [`${agent.id}@team.example`] }));

describe('an agent is called', () => {
  it.each([
    ['mb', 'mb'],
    ['Marta', 'mb'],
    ['MB', 'mb'],
    ['luca', 'luca'],
    ['josé', 'jose'],
    ['bianchi', undefined],
    ['', undefined],
  ])('%j', (name, id) => {
    expect(agentNamed(agents, name)?.id).toBe(id);
  });

  it('by no first name that two have, save by the one whose id it is', () => {
    expect(agentNamed(agents.slice(2), 'luca')?.id).toBe('lf');
    expect(agentNamed([...agents.slice(2), { id: 'l3', name: 'Luca B', addresses: ['x@x.example'] }], 'luca')).toBe(
      undefined,
    );
  });
});
