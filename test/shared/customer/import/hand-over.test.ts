import { describe, expect, it } from 'vitest';
import type { Customer } from '../../../../shared/customer/customer.ts';
import { handOver } from '../../../../shared/customer/import/hand-over.ts';
import type { MemoryDesk } from '../../../support/memory-desk.ts';
import { deskOf, rossi } from '../../../support/stories.ts';

const customer = (id: string, ...contacts: string[]): Customer => ({ ...rossi, id, name: id, contacts });
const [X, Y, Z] = ['x@studio.example', 'y@studio.example', 'z@studio.example'];

const CASES: [string, Customer[], Customer[]][] = [
  ['one gives to one', [customer('a', X, Y), customer('b', Z)], [customer('b', Z, X)]],
  ['both are in the file', [customer('a', X, Y), customer('b', Z)], [customer('a', Y), customer('b', Z, X)]],
  ['two give to each other', [customer('a', X), customer('b', Y)], [customer('a', Y), customer('b', X)]],
  [
    'three in a circle',
    [customer('a', X), customer('b', Y), customer('c', Z)],
    [customer('c', Y), customer('a', Z), customer('b', X)],
  ],
  ['to a new one', [customer('a', X, Y)], [customer('n', X)]],
];

/** Each write of an import, in order. */
const writesOf = (desk: MemoryDesk, existing: Customer[], records: Customer[]) => {
  const { given, records: all } = handOver(existing, records);
  return [
    ...given.map(
      ({ contact, to }) =>
        () =>
          desk.customers.give(contact, to),
    ),
    ...all.map((each) => () => desk.customers.put(each)),
  ];
};

describe.each(CASES)('a contact that goes from one customer to another: %s', (_, existing, records) => {
  const owners = new Map(existing.flatMap(({ id, contacts }) => contacts.map((contact) => [contact, id])));
  for (const { id, contacts } of records) for (const contact of contacts) owners.set(contact, id);

  /** All of it, looking after each write; what there is in the end is as the file has it. */
  async function imports(desk: MemoryDesk): Promise<void> {
    for (const write of writesOf(desk, await desk.customers.list(), records)) {
      await write();
      for (const contact of owners.keys()) expect(await desk.customers.find(contact), contact).toBeDefined();
    }
    for (const [contact, id] of owners) expect((await desk.customers.find(contact))?.id, contact).toBe(id);
    for (const { id, contacts } of await desk.customers.list()) {
      for (const contact of contacts) expect(owners.get(contact), contact).toBe(id);
    }
  }

  it('is somebody’s after each write, and the new one’s after the last', async () => {
    await imports(deskOf({ customers: existing }));
  });

  it('is so, too, when it broke off anywhere and is run again', async () => {
    const most = writesOf(deskOf(), existing, records).length;
    for (let done = 0; done < most; done += 1) {
      const desk = deskOf({ customers: existing });
      for (const write of writesOf(desk, existing, records).slice(0, done)) await write();
      await imports(desk);
    }
  });

  it('is the old one’s again when it broke off anywhere and what was before is imported', async () => {
    const most = writesOf(deskOf(), existing, records).length;
    for (let done = 0; done < most; done += 1) {
      const desk = deskOf({ customers: existing });
      for (const write of writesOf(desk, existing, records).slice(0, done)) await write();
      for (const write of writesOf(desk, await desk.customers.list(), existing)) await write();
      for (const { id, contacts } of existing) {
        for (const contact of contacts) expect((await desk.customers.find(contact))?.id, contact).toBe(id);
      }
    }
  });
});
