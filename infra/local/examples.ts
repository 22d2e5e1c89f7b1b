import type { Agent } from '../../shared/customer/agent.ts';
import type { Customer } from '../../shared/customer/customer.ts';
import type { Desk } from '../../shared/ticket/ports.ts';

/** A customer of each kind. Each writes from `contacts[0]`, or from anywhere in its domain; Anna sees all requests of Rossi. */
export const CUSTOMERS: Customer[] = [
  {
    id: 'rossi',
    name: 'Ferramenta Rossi',
    contacts: ['anna@rossi.example', 'rossi.example'],
    portal: { contacts: ['anna@rossi.example'] },
    plan: 'basic',
    calendar: 'global',
    timeZone: 'Europe/Rome',
    language: 'it',
    holidayRegion: 'IT',
    holidays: [],
  },
  {
    id: 'bianchi',
    name: 'Bianchi Logistica',
    contacts: ['marco@bianchi.example', 'bianchi.example'],
    plan: 'premium',
    calendar: 'global',
    timeZone: 'Europe/Rome',
    language: 'it',
    holidayRegion: 'IT',
    holidays: [],
  },
  {
    id: 'hudson',
    name: 'Hudson Books',
    contacts: ['susan@hudson.example', 'hudson.example'],
    plan: 'premium',
    calendar: 'north-america',
    timeZone: 'America/New_York',
    language: 'en',
    holidayRegion: 'US-NY',
    holidays: [],
  },
];

export const AGENTS: Agent[] = [
  { id: 'luca', name: 'Luca Ferri', addresses: ['luca@team.example'] },
  { id: 'marta', name: 'Marta Conti', addresses: ['marta@team.example'], role: 'lead' },
];

/** Gives an empty desk its example customers and agents; one that has any is left as it is. */
export async function addExamples(desk: Desk): Promise<void> {
  if ((await desk.customers.list()).length === 0) {
    for (const customer of CUSTOMERS) await desk.customers.put(customer);
  }
  if ((await desk.agents.list()).length === 0) {
    for (const agent of AGENTS) await desk.agents.put(agent);
  }
}
