import type { State } from '../../../shared/ticket/ticket.ts';
import type { Input, World } from './world.ts';

/** What must be true once all is healed, whatever broke on the way. */
export type Owed = {
  /** `<purpose> <receiver>` of each mail that somebody is owed. */
  mails: string[];
  /** Mails that stand in for one of those as long as it does not come: they may go as well, once. */
  meanwhile?: string[];
  state: State;
  /** Each message: `<author> <kind>: <text>`, and its files as `+ <name>=<content>`. */
  messages: string[];
  /** Lines of the trail that stand there once each, in this order. */
  trail: string[];
  answered?: 'met' | 'late';
  /** What is judged is a new ticket, linked to one that was there before. */
  follows?: boolean;
  /** What is judged goes on for another ticket, which was closed as its duplicate. */
  goesOn?: boolean;
};

export type Flow = {
  name: string;
  /** All that happened before, without a fault; gives what is then handed in. */
  prepare(world: World): Promise<Input>;
  /** What somebody does once it is healed. */
  after?: (world: World) => Input;
  owed: Owed;
};
