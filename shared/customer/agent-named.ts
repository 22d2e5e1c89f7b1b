import type { Agent } from './agent.ts';

/**
 * The agent whom a colleague calls so: by id, else by a first name that no other of the team has, in any case of letters. Undefined when nobody is
 * called so, or more than one.
 */
export function agentNamed(agents: readonly Agent[], name: string): Agent | undefined {
  const called = plain(name);
  const byId = agents.find(({ id }) => id === called);
  if (byId) return byId;
  const namesakes = agents.filter((agent) => plain(agent.name.trim().split(/\s+/)[0] ?? '') === called);
  return namesakes.length === 1 ? namesakes[0] : undefined;
}

function plain(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
