import type { Channel } from '../../../shared/ticket/ticket.ts';

/** The tabs of the queue, in order. */
export const TABS = ['ours', 'mine', 'waiting', 'answered', 'snoozed', 'closed'] as const;
export type Tab = (typeof TABS)[number];

export type QueueWords = {
  title: string;
  tab: Readonly<Record<Tab, string>>;
  /** Heads of the columns. */
  due: string;
  closed: string;
  ticket: string;
  from: string;
  assigned: string;
  take: string;
  late: (duration: string) => string;
  /** Before when somebody wrote again, and until when a ticket is out of sight. */
  wrote: string;
  until: string;
  awaits: Readonly<Record<'agent' | 'customer' | 'nobody', string>>;
  channel: Readonly<Record<Channel, string>>;
  unproved: string;
  outside: (count: number) => string;
  escalated: (level: string) => string;
  unresponsive: string;
  empty: Readonly<Record<Tab, string>>;
  more: string;
  first: string;
  live: string;
  offline: string;
  unreadable: (numbers: string) => string;
};
