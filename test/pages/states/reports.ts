import type { Fact } from '../../../shared/ticket/fact.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, rossi } from '../../support/stories.ts';

const NAMES = [
  'Bianchi & Figli S.p.A.',
  'Conti Logistica',
  'Studio Legale Dall’Acqua e Associati',
  'Ferri',
  'Neri S.r.l.',
];
const MONTHS = ['2026-06', '2026-07', '2026-08', '2026-09', '2026-10', '2026-11'];

/** Half a year of a desk with six customers, in which October was a bad month. Ada leads. */
export async function halfAYear(desk: MemoryDesk): Promise<void> {
  await desk.agents.put({ ...ada, role: 'lead' });
  await desk.customers.put({ ...rossi, plan: 'premium', portal: { contacts: ['laura.conti@rossi.example'] } });
  for (const [index, name] of NAMES.entries())
    await desk.customers.put({ ...rossi, id: `c${index}`, name, contacts: [] });
  for (const [index, month] of MONTHS.entries())
    for (let number = 0; number < 34 + index * 5; number += 1) await desk.facts.put(factOf(month, number));
}

/** Figures that differ and are the same each time. */
function factOf(month: string, number: number): Fact {
  const spread = (number * 7_919) % 101;
  const opened = `${month}-${String(1 + (spread % 27)).padStart(2, '0')}T${String(6 + (number % 13)).padStart(2, '0')}:${10 + (spread % 40)}:00.000Z`;
  const isBad = month === '2026-10' ? 20 : 6;
  const outcome =
    spread < isBad ? 'missed' : spread < isBad + 5 ? 'cancelled' : spread < 97 || month !== '2026-11' ? 'met' : 'open';
  const isAnswered = outcome === 'met' || (outcome === 'missed' && number % 2 === 0);
  const seconds = 300 + spread * 97;
  return {
    ticket: `T-${month.replace('-', '')}${String(number).padStart(3, '0')}`,
    v: 1,
    opened,
    due: outcome === 'open' ? '2026-12-02T10:00:00.000Z' : new Date(Date.parse(opened) + 7_200_000).toISOString(),
    outcome,
    ...(outcome === 'cancelled' && { cancelled: 'withdrawn' as const }),
    ...(isAnswered && { seconds, responded: new Date(Date.parse(opened) + seconds * 1_000).toISOString() }),
    target: 7_200,
    priority: ([1, 2, 3, 3, 4] as const)[number % 5] ?? 3,
    plan: number % 3 === 0 ? 'premium' : 'basic',
    ...(number % 11 > 0 && { customer: number % 6 === 5 ? 'rossi' : `c${number % 6}` }),
    ...(number % 9 > 0 && { agent: ['ada', 'bruno', 'gone'][number % 3] ?? 'ada' }),
    channel: 'email',
    ...(number % 13 > 0 && { door: number % 4 === 0 ? 'sales@support.example' : 'help@support.example' }),
    ...(spread === 50 && { disputed: true as const }),
    ...(spread % 20 === 1 && { reopened: true as const }),
  };
}
