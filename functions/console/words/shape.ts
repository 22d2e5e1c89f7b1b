import type { LeadWords } from './lead-shape.ts';
import type { LoginWords } from './login-shape.ts';
import type { CustomerWords, FilingWords, HeldPageWords, MeWords, SearchWords } from './more-shape.ts';
import type { PresenceWords } from './presence-shape.ts';
import type { QueueWords } from './queue-shape.ts';
import type { RefusalsAt } from './refusals-shape.ts';
import type { RepliesWords } from './replies-shape.ts';
import type { ReportWords } from './report-shape.ts';
import type { TicketWords } from './ticket-shape.ts';

/** What the console says in one language. A language that lacks a sentence does not compile. */
export type ConsoleWords = {
  frame: {
    queue: string;
    search: string;
    searchHint: string;
    me: (name: string) => string;
    held: string;
    file: string;
  };
  login: LoginWords;
  queue: QueueWords;
  ticket: TicketWords;
  search: SearchWords;
  customer: CustomerWords;
  file: FilingWords;
  held: HeldPageWords;
  me: MeWords;
  replies: RepliesWords;
  presence: PresenceWords;
  lead: LeadWords;
  report: ReportWords;
  refusals: RefusalsAt;
};
