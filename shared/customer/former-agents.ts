import { readerName } from '../mail/signed/reply-address.ts';
import type { Agent, FormerAgent } from './agent.ts';

/** The newest addresses of an id are enough: an agent has few. */
const MOST = 100;

/**
 * What is kept of an agent who is removed: the serial, and the addresses by a hash (`readerName`), with those of who had the id before.
 * Customers' mail programs copy them for years.
 */
export function asFormer(
  { id, serial = 0, addresses }: Pick<Agent, 'id' | 'serial' | 'addresses'>,
  before: FormerAgent | undefined,
): FormerAgent {
  const names = new Set([...(before?.addresses ?? []), ...addresses.map(readerName)]);
  return { id, serial, addresses: [...names].slice(-MOST) };
}

/** Whether an address was that of an agent who was removed, and is no agent's now. */
export function isOfFormer(former: readonly FormerAgent[], agents: readonly Agent[], address: string): boolean {
  if (agents.some(({ addresses }) => addresses.includes(address))) return false;
  const name = readerName(address);
  return former.some(({ addresses = [] }) => addresses.includes(name));
}
