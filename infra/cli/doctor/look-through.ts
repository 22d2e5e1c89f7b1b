import { WORDS } from '../../../shared/aws/keys.ts';
import type { Item } from '../../../shared/aws/table.ts';
import type { Customer } from '../../../shared/customer/customer.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { checkMessage } from './check-message.ts';
import { checkOther } from './check-others.ts';
import { checkPeople } from './check-people.ts';
import { checkOwners, checkSources } from './check-sources.ts';
import { checkTicket } from './check-ticket.ts';
import { checkTimers, isAwaited, type OpenClock } from './check-timers.ts';
import { checkWords } from './check-words.ts';
import type { DoctorDesk } from './doctor-desk.ts';
import type { Finding } from './finding.ts';
import { scan } from './scan.ts';

/** Looks through all items of a desk: people first, since tickets are put right by their records. `seen` hears how many so far. */
export async function lookThrough(doctor: DoctorDesk, seen: (items: number) => void): Promise<Finding[]> {
  const people: Item[] = [];
  for await (const item of scan(doctor.people)) people.push(item);
  const { customers, findings } = checkPeople(doctor, people);
  const clocks: OpenClock[] = [];
  const now = doctor.desk.now();
  let count = people.length;
  for await (const item of scan(doctor.tickets)) {
    seen(++count);
    const { found, ticket } = await check(doctor, item, customers);
    findings.push(...found);
    if (ticket && isAwaited(ticket, now)) clocks.push({ id: ticket.id, timer: ticket.timer });
  }
  findings.push(...(await checkTimers(doctor, clocks)));
  findings.push(...checkSources(doctor, await doctor.sources()));
  findings.push(...checkOwners(doctor, await doctor.desk.formRecords.list()));
  return findings;
}

type Checked = { found: Finding[]; ticket?: Ticket | undefined };

async function check(doctor: DoctorDesk, item: Item, customers: ReadonlyMap<string, Customer>): Promise<Checked> {
  const [pk, sk] = [String(item.pk), String(item.sk)];
  if (pk.startsWith('TICKET#') && sk === 'TICKET') {
    const { findings, ticket } = checkTicket(doctor, item, (id) => customers.get(id));
    return { found: findings, ticket };
  }
  if (pk.startsWith(WORDS)) return { found: checkWords(doctor, item) };
  if (pk.startsWith('TICKET#') && sk.startsWith('MESSAGE#')) return { found: await checkMessage(doctor, item) };
  return { found: checkOther(item) };
}
