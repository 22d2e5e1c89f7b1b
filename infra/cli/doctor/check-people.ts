import { isDeepStrictEqual } from 'node:util';
import { atStage } from '../../../shared/at-stage.ts';
import { AGENTS, CUSTOMERS, contactKey, FORMER_AGENTS } from '../../../shared/aws/keys.ts';
import type { Item } from '../../../shared/aws/table.ts';
import { agentSchema, formerAgentSchema } from '../../../shared/customer/agent.ts';
import { type Customer, customerSchema } from '../../../shared/customer/customer.ts';
import type { DoctorDesk } from './doctor-desk.ts';
import { brokenFields, byHand } from './fields.ts';
import type { Finding } from './finding.ts';

/** The customers whose records can be read, and what is wrong with people. */
export type CheckedPeople = { customers: Map<string, Customer>; findings: Finding[] };

/** Looks at all records of people: few, and each stands for itself, save that each contact has a copy of its customer's. */
export function checkPeople(doctor: DoctorDesk, items: readonly Item[]): CheckedPeople {
  const of = (pk: string) => items.filter((item) => item.pk === pk);
  const contacts = new Map(
    items.filter(({ pk }) => String(pk).startsWith('CONTACT#')).map((item) => [String(item.pk), item]),
  );
  const customers = new Map<string, Customer>();
  const findings: Finding[] = [];
  for (const item of of(CUSTOMERS)) {
    const read = customerSchema.safeParse(item).data;
    if (!read) findings.push(unreadableCustomer(doctor, item, [...contacts.values()]));
    else {
      customers.set(read.id, read);
      findings.push(...contactsOf(doctor, read, contacts));
    }
  }
  for (const item of of(AGENTS)) {
    if (agentSchema.safeParse(item).success) continue;
    const fields = brokenFields(agentSchema, item);
    findings.push({
      kind: 'unreadable',
      about: `agent ${item.sk}`,
      says: `nobody of this name is told of anything, or can log in: ${fields.join(', ')}`,
      mend: `import it again: npm run desk -- agents import FILE${atStage(doctor.stage)}, with a row for ${item.sk}`,
    });
  }
  for (const item of of(FORMER_AGENTS)) {
    if (formerAgentSchema.safeParse(item).success) continue;
    const fields = brokenFields(formerAgentSchema, item);
    findings.push({
      kind: 'unreadable',
      about: `former agent ${item.sk}`,
      says: `no agent of this id can be imported: ${fields.join(', ')}`,
      mend: byHand(item, fields),
    });
  }
  return { customers, findings };
}

function unreadableCustomer({ stage, desk, keep }: DoctorDesk, item: Item, contacts: readonly Item[]): Finding {
  const finding = {
    kind: 'unreadable',
    about: `customer ${item.sk}`,
    says: `its record cannot be read: ${brokenFields(customerSchema, item).join(', ')}`,
  } as const;
  const copy = contacts
    .map((contact) => customerSchema.safeParse(contact).data)
    .find((customer) => customer?.id === item.sk);
  if (!copy)
    return {
      ...finding,
      mend: `import it again: npm run desk -- customers import FILE${atStage(stage)}, with a row for ${item.sk}`,
    };
  return {
    ...finding,
    mend: 'write it again, as its contacts have it',
    async repair() {
      await keep(item);
      await desk.customers.put(copy);
      return undefined;
    },
  };
}

/** Contacts that do not lead to their customer, or to what its record says. */
function contactsOf({ stage, desk }: DoctorDesk, customer: Customer, contacts: ReadonlyMap<string, Item>): Finding[] {
  const wrong: string[] = [];
  const others: Finding[] = [];
  for (const contact of customer.contacts) {
    const item = contacts.get(contactKey(contact).pk);
    if (item && typeof item.id === 'string' && item.id !== customer.id)
      others.push({
        kind: 'contact',
        about: `customer ${customer.id}`,
        says: `its contact ${contact} leads to the customer ${item.id}`,
        mend: `take it out of one of the two records: npm run desk -- customers import FILE${atStage(stage)}`,
      });
    else if (!item || !isDeepStrictEqual(customerSchema.safeParse(item).data, customer)) wrong.push(contact);
  }
  if (wrong.length === 0) return others;
  return [
    ...others,
    {
      kind: 'contact',
      about: `customer ${customer.id}`,
      says: `whoever writes from ${wrong.join(', ')} is not known as this customer, or not on its terms`,
      mend: 'write the record again, and its contacts with it',
      async repair() {
        await desk.customers.put(customer);
        return undefined;
      },
    },
  ];
}
