import { describe, expect, it } from 'vitest';
import { agentsImport } from '../../../infra/cli/agents-import.ts';
import { customersImport } from '../../../infra/cli/customers-import.ts';
import { type MemoryDesk, memoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, waitingTicket } from '../../support/stories.ts';
import { connectionTo, testIo } from './io.ts';

const HEADER = 'id,name,contacts,plan';

/** Imports customers from standard input. */
async function importCustomers(desk: MemoryDesk, input: string | Buffer) {
  const { io, out, err } = testIo(input);
  const status = await customersImport(['-'], io, connectionTo(desk));
  return { status, out: out(), err: err() };
}

describe('customers import', () => {
  it('writes the customers of a file and says how many were new', async () => {
    const desk = memoryDesk();
    await importCustomers(desk, `${HEADER}\nacme,Acme,acme.example,basic`);
    const result = await importCustomers(
      desk,
      `${HEADER}\nacme,Acme,acme.example,premium\nbeta,Beta,beta.example,basic`,
    );
    expect(result).toEqual({ status: 0, out: '2 customers imported: 1 new, 1 replaced\n', err: '' });
    expect(await desk.customers.find('anna@acme.example')).toMatchObject({ id: 'acme', plan: 'premium' });
  });

  it('writes nothing when one row is wrong, and says why on stderr', async () => {
    const desk = memoryDesk();
    const result = await importCustomers(desk, `${HEADER}\nacme,Acme,acme.example,basic\nbeta,Beta,beta.example,gold`);
    expect(result).toEqual({
      status: 1,
      out: '',
      err: 'line 3, plan: "gold" is no plan; use basic or premium\n1 error in -: nothing was written\n',
    });
    expect(await desk.customers.list()).toEqual([]);
  });

  it('reads what Excel writes without UTF-8', async () => {
    const desk = memoryDesk();
    await importCustomers(desk, Buffer.from(`${HEADER}\ncaffe,Caffè Società,caffe.example,basic`, 'latin1'));
    expect(await desk.customers.list()).toMatchObject([{ name: 'Caffè Società' }]);
    await importCustomers(desk, Buffer.from(`\uFEFF${HEADER}\ncaffe,Caffè Però,caffe.example,basic`, 'utf16le'));
    expect(await desk.customers.list()).toMatchObject([{ name: 'Caffè Però' }]);
  });

  it('gives a contact to its new owner in one write, so that it is never nobody’s', async () => {
    const desk = memoryDesk();
    await importCustomers(desk, `${HEADER}\na,A,one.example two.example,basic\nb,B,three.example,basic`);
    desk.faults.calls.length = 0;
    await importCustomers(desk, `${HEADER}\na,A,one.example three.example,basic\nb,B,two.example,basic`);
    const writes = desk.faults.calls.filter((call) => /^customers\.(?:give|put)$/.test(call));
    expect(writes).toEqual(['customers.give', 'customers.give', 'customers.put', 'customers.put']);
    expect(await desk.customers.find('x@two.example')).toMatchObject({ id: 'b' });
    expect(await desk.customers.find('x@three.example')).toMatchObject({ id: 'a' });
  });

  it('says how far it came when the table fails, and that it can be repeated', async () => {
    const desk = memoryDesk();
    desk.faults.add({ port: 'customers.put', skip: 1 });
    await expect(importCustomers(desk, `${HEADER}\na,A,a.example,basic\nb,B,b.example,basic`)).rejects.toThrow(
      'writing broke off after 1 of 2: InternalServerError: The service is down. Run it again: what is there is replaced',
    );
  });

  it('says so, too, when it fails at a contact that goes from one to another', async () => {
    const desk = memoryDesk();
    await importCustomers(desk, `${HEADER}\na,A,one.example two.example,basic`);
    desk.faults.add({ port: 'customers.give' });
    await expect(importCustomers(desk, `${HEADER}\na,A,one.example,basic\nb,B,two.example,basic`)).rejects.toThrow(
      'writing broke off after 0 of 2',
    );
    expect(await desk.customers.find('x@two.example')).toMatchObject({ id: 'a' });
  });

  it('counts on a terminal only', async () => {
    const { io, err } = testIo(`${HEADER}\na,A,a.example,basic`);
    Object.assign(io.stderr, { isTTY: true });
    await customersImport(['-'], io, connectionTo(memoryDesk()));
    expect(err()).toBe('\r\u001b[K');
  });

  it('writes nothing with --dry-run', async () => {
    const desk = memoryDesk();
    const { io, out } = testIo(`${HEADER}\na,A,a.example,basic`);
    expect(await customersImport(['-', '--dry-run'], io, connectionTo(desk))).toBe(0);
    expect(out()).toBe('1 customers would be imported: 1 new, 0 replaced\n');
    expect(await desk.customers.list()).toEqual([]);
  });

  it('knows two formats', async () => {
    await expect(customersImport(['-', '--format', 'xml'], testIo().io)).rejects.toThrow('use csv or yaml');
  });

  it('takes one file', async () => {
    const { io } = testIo();
    await expect(customersImport([], io)).rejects.toMatchObject({ status: 2 });
    await expect(customersImport(['a.csv', 'b.csv'], io)).rejects.toMatchObject({ status: 2 });
    await expect(customersImport(['no-such.csv'], io)).rejects.toThrow(
      'no-such.csv cannot be read: there is no such file',
    );
  });
});

describe('an id that has tickets', () => {
  const OTHER = 'id: rossi has tickets of Rossi S.r.l., another company; give Bianchi an id of its own, or this name\n';
  const left = async () => {
    const desk = deskOf();
    await waitingTicket(desk);
    return desk;
  };

  it.each([false, true])(
    'goes to no other company, once its own was removed (%s) or in its place',
    async (isRemoved) => {
      const desk = await left();
      if (isRemoved) await desk.customers.remove('rossi');
      const result = await importCustomers(desk, `${HEADER}\nrossi,Bianchi,bianchi.example,basic`);
      expect(result).toEqual({ status: 1, out: '', err: `${OTHER}1 error in -: nothing was written\n` });
      expect((await desk.customers.list()).map(({ name }) => name)).toEqual(isRemoved ? [] : ['Rossi S.r.l.']);
    },
  );

  it.each([
    ['which comes back by its name', true, 'rossi,Rossi s.r.l.,new.example,basic'],
    ['which has another name now', false, 'rossi,Rossi Group,rossi.example new.example,basic'],
    ['which has other contacts now', false, 'rossi,Rossi S.r.l.,new.example,basic'],
  ])('stays that of its company, %s', async (_, isRemoved, row) => {
    const desk = await left();
    if (isRemoved) await desk.customers.remove('rossi');
    expect(await importCustomers(desk, `${HEADER}\n${row}`)).toMatchObject({ status: 0, err: '' });
  });

  it('is free where no ticket has it', async () => {
    const desk = deskOf();
    await desk.customers.remove('rossi');
    expect(await importCustomers(desk, `${HEADER}\nrossi,Bianchi,bianchi.example,basic`)).toMatchObject({ status: 0 });
  });
});

describe('the example files', () => {
  it('say the same in CSV and in YAML', async () => {
    const [csv, yaml] = [memoryDesk(), memoryDesk()];
    await customersImport(['docs/examples/customers.csv'], testIo().io, connectionTo(csv));
    await customersImport(['docs/examples/customers.yaml'], testIo().io, connectionTo(yaml));
    expect(await yaml.customers.list()).toHaveLength(3);
    expect(await yaml.customers.list()).toEqual(await csv.customers.list());
  });

  it('are right', async () => {
    const desk = memoryDesk();
    const { io, out } = testIo();
    expect(await customersImport(['docs/examples/customers.csv'], io, connectionTo(desk))).toBe(0);
    expect(await agentsImport(['docs/examples/agents.csv'], io, connectionTo(desk))).toBe(0);
    expect(out()).toBe('3 customers imported: 3 new, 0 replaced\n2 agents imported: 2 new, 0 replaced\n');
  });
});

describe('agents import', () => {
  const away = { until: '2026-12-06', next: { from: '2026-12-24', until: '2027-01-06' } };
  const imports = async (text: string, format = 'csv') => {
    const desk = deskOf({ agents: [{ ...ada, absent: away }] });
    const { io } = testIo(text);
    expect(await agentsImport(['-', '--format', format], io, connectionTo(desk))).toBe(0);
    return desk.agents.list();
  };
  const ROW = 'ada,Ada L.,ada@support.example';

  it.each([
    ['csv', `id,name,addresses\n${ROW}`],
    ['yaml', '- {id: ada, name: Ada L., addresses: ada@support.example}'],
  ])('ends nobody’s absence where the file says nothing of it: %s', async (format, text) => {
    expect(await imports(text, format)).toEqual([
      { id: 'ada', name: 'Ada L.', addresses: ['ada@support.example'], absent: away },
    ]);
  });

  it.each([
    ['csv', `id,name,addresses,absent_until\n${ROW},`],
    ['yaml', '- {id: ada, name: Ada L., addresses: ada@support.example, absent_until: ""}'],
  ])('ends it by an empty cell: %s', async (format, text) => {
    expect(await imports(text, format)).toEqual([{ id: 'ada', name: 'Ada L.', addresses: ['ada@support.example'] }]);
  });

  it('changes it where the file does', async () => {
    const [agent] = await imports(`id,name,addresses,absent_until\n${ROW},2026-12-10`);
    expect(agent?.absent).toEqual({ until: '2026-12-10' });
  });
});
