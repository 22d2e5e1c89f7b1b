import type { Customer } from '../../shared/customer/customer.ts';
import type { Outcome } from '../../shared/outcome.ts';
import { DONE } from '../../shared/outcome.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Desk, Mailer, Timers } from '../../shared/ticket/ports.ts';
import type { NoticeStore, TeamMailEntry } from '../../shared/ticket/team-notice.ts';
import { memoryCounter } from '../support/memory-counter.ts';
import { memoryDesk } from '../support/memory-desk.ts';
import { MemoryItems, type OnWrite } from '../support/memory-items.ts';
import { memoryNotices } from '../support/memory-notices.ts';
import { memoryRequests } from '../support/memory-requests.ts';
import { type MemoryTickets, memoryTickets } from '../support/memory-tickets.ts';
import { LATENCY } from './latency.ts';
import type { VirtualTime } from './virtual-time.ts';

type Options = {
  time: VirtualTime;
  agents: number;
  customers: Customer[];
  settings: Partial<Settings>;
  onWrite: OnWrite | undefined;
  mailer: Mailer;
  timers: Timers;
  putTeamMail: (entry: TeamMailEntry, delaySeconds: number) => void;
  onTold: (notice: Parameters<NoticeStore['save']>[0]) => void;
};

/** The desk of a simulation: its use cases and rules are the desk's own, its services the doubles of the tests, each call of which takes time. */
export type TimedDesk = {
  desk: Desk;
  /** The same desk, for which no call takes time: for what a simulation needs and is not about. */
  untimed: Desk;
  tickets: MemoryTickets;
  /** Items of the notices. */
  notices: MemoryItems;
};

export function timedDesk(options: Options): TimedDesk {
  const { time, agents, customers, settings, onWrite, mailer, timers, putTeamMail, onTold } = options;
  const memory = memoryDesk({ settings, customers, agents: team(agents) });
  const quiet = () => {};
  const log = { ...memory.log, info: quiet, warn: quiet, error: quiet };
  const tickets = memoryTickets(log, new MemoryItems(onWrite));
  const noticeItems = new MemoryItems(onWrite);
  const notices = memoryNotices(log, noticeItems);
  const told: NoticeStore = {
    ...notices,
    async save(before, change) {
      const isSaved = await notices.save(before, change);
      if (isSaved && (change.told === 'alone' || change.told === 'digest')) onTold({ ...before, ...change });
      return isSaved;
    },
  };
  const table = <T extends object>(port: T) => slow(time, port, LATENCY.table);
  const desk: Desk = {
    ...memory,
    log,
    now: time.now,
    machineNow: time.now,
    tickets: table(tickets),
    notices: table(told),
    customers: table(memory.customers),
    agents: table(memory.agents),
    sendCounter: table(memoryCounter()),
    requestCounter: table(memoryRequests()),
    files: slow(time, memory.files, LATENCY.bucket),
    mailer,
    timers,
    teamMail: {
      async put(entries, delaySeconds = 0): Promise<Outcome> {
        await time.sleep(LATENCY.queue * Math.ceil(entries.length / 10));
        for (const entry of entries) putTeamMail(entry, delaySeconds);
        return DONE;
      },
    },
  };
  return {
    desk,
    untimed: { ...memory, log, now: time.now, machineNow: time.now, tickets },
    tickets,
    notices: noticeItems,
  };
}

function team(size: number) {
  return Array.from({ length: size }, (_, number) => ({
    id: `agent-${number}`,
    name: `Agent ${number}`,
    addresses: [`agent-${number}@team.example`],
  }));
}

/** A port whose every call takes so many ms. */
function slow<T extends object>(time: VirtualTime, port: T, ms: number): T {
  const calls = Object.entries(port)
    .filter(([, value]) => typeof value === 'function')
    .map(([name, call]) => [
      name,
      async (...given: unknown[]) => {
        await time.sleep(ms);
        return call(...given);
      },
    ]);
  return { ...port, ...Object.fromEntries(calls) };
}
