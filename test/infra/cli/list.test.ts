import { describe, expect, it } from 'vitest';
import { agentsList } from '../../../infra/cli/agents-list.ts';
import { customersList } from '../../../infra/cli/customers-list.ts';
import { formatTable } from '../../../infra/cli/table.ts';
import { memoryDesk } from '../../support/memory-desk.ts';
import { testIo } from './io.ts';

const desk = memoryDesk({
  customers: [
    {
      id: 'rossi',
      name: 'Officine Rossi',
      contacts: ['rossi.example', 'anna@studio.example'],
      plan: 'basic',
      calendar: 'global',
      timeZone: 'Europe/Rome',
      language: 'it',
      holidayRegion: 'IT',
      holidays: ['2026-12-07'],
      targets: { 3: 14_400 },
      clocks: { 3: '24x7' },
    },
  ],
  agents: [
    { id: 'marco', name: 'Marco', addresses: ['marco@desk.example'] },
    { id: 'giulia', name: 'Giulia Conti', role: 'lead', addresses: ['giulia@desk.example', 'gc@desk.example'] },
  ],
});
const open = async () => desk;

describe('a list', () => {
  it('is a table in order of ids, its columns aligned', async () => {
    const { io, out } = testIo();
    expect(await agentsList([], io, open)).toBe(0);
    expect(out()).toBe(
      [
        'ID      NAME          ROLE   ADDRESSES                            DESKS  ABSENT',
        'giulia  Giulia Conti  lead   giulia@desk.example gc@desk.example  all',
        'marco   Marco         agent  marco@desk.example                   all',
        '',
      ].join('\n'),
    );
  });

  it('of customers shows what their clocks run on', async () => {
    const { io, out } = testIo();
    await customersList([], io, open);
    expect(out().split('\n')[1]).toBe(
      'rossi  Officine Rossi  basic  global    Europe/Rome  it        IT +1     P3 4 h 24x7  rossi.example anna@studio.example',
    );
  });

  it('is cut to the width of a terminal', async () => {
    const { io, out } = testIo();
    Object.assign(io.stdout, { columns: 30 });
    await agentsList([], io, open);
    expect(out().split('\n')[1]).toBe('giulia  Giulia Conti  lead   …');
  });

  it('has nothing in it that a terminal would obey, whoever wrote it', () => {
    const table = formatTable(
      ['ID', 'SUBJECT'],
      [
        ['T-1', '\u001b]0;x\u0007\u001b[2J\u202eoffer\nT-2'],
        ['T-3', 'Tür'],
      ],
    );
    expect(table).toBe('ID   SUBJECT\nT-1  ]0;x [2Joffer T-2\nT-3  Tür\n');
  });

  it('is one JSON object a line with --json', async () => {
    const { io, out } = testIo();
    await customersList(['--json'], io, open);
    expect(
      out()
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(await desk.customers.list());
  });
});
