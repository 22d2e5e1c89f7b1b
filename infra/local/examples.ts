import type { Agent } from '../../shared/customer/agent.ts';
import type { Customer } from '../../shared/customer/customer.ts';
import type { Desk } from '../../shared/ticket/ports.ts';

/** Italian national holidays (law 260/1949 and its later changes), Easter Monday included. */
const ITALY =
  `2026-01-01 2026-01-06 2026-04-06 2026-04-25 2026-05-01 2026-06-02 2026-08-15 2026-10-04 2026-11-01 2026-12-08
  2026-12-25 2026-12-26 2027-01-01 2027-01-06 2027-03-29 2027-04-25 2027-05-01 2027-06-02 2027-08-15 2027-10-04 2027-11-01
  2027-12-08 2027-12-25 2027-12-26`.split(/\s+/);

/** Federal holidays of the United States (5 U.S.C. 6103), as observed. */
const UNITED_STATES =
  `2026-01-01 2026-01-19 2026-02-16 2026-05-25 2026-06-19 2026-07-03 2026-09-07 2026-10-12 2026-11-11
  2026-11-26 2026-12-25 2027-01-01 2027-01-18 2027-02-15 2027-05-31 2027-06-18 2027-07-05 2027-09-06 2027-10-11 2027-11-11
  2027-11-25 2027-12-24 2027-12-31`.split(/\s+/);

/** A customer of each kind. Each writes from `contacts[0]`, or from anywhere in its domain. */
export const CUSTOMERS: Customer[] = [
  {
    id: 'rossi',
    name: 'Ferramenta Rossi',
    contacts: ['anna@rossi.example', 'rossi.example'],
    plan: 'basic',
    calendar: 'global',
    timeZone: 'Europe/Rome',
    language: 'it',
    holidays: ITALY,
  },
  {
    id: 'bianchi',
    name: 'Bianchi Logistica',
    contacts: ['marco@bianchi.example', 'bianchi.example'],
    plan: 'premium',
    calendar: 'global',
    timeZone: 'Europe/Rome',
    language: 'it',
    holidays: ITALY,
  },
  {
    id: 'hudson',
    name: 'Hudson Books',
    contacts: ['susan@hudson.example', 'hudson.example'],
    plan: 'premium',
    calendar: 'north-america',
    timeZone: 'America/New_York',
    language: 'en',
    holidays: UNITED_STATES,
  },
];

export const AGENTS: Agent[] = [
  { id: 'luca', name: 'Luca Ferri', addresses: ['luca@team.example'] },
  { id: 'marta', name: 'Marta Conti', addresses: ['marta@team.example'] },
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
