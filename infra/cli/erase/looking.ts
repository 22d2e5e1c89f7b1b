import type { Item } from '../../../shared/aws/table.ts';
import type { Message } from '../../../shared/ticket/message.ts';
import type { Person } from './person.ts';

/** A look through the table: what is taken out, and how. */
export type From = {
  /** When it is done, and what came later stays (ISO, UTC). */
  at: string;
  before: string;
  /** Open tickets of theirs are closed. */
  isOpenToo: boolean;
  /** In lower case. */
  addresses: readonly string[];
  person: Person;
  /** A text without them. */
  said: (text: string) => string;
  isNamed: (text: string) => boolean;
  /** Keys of items that went with another one: as they were read before, they are not to be written. */
  gone: Set<string>;
  /** Messages of others that asked for their answers at an address of theirs, and stay. */
  answered: Message[];
};

/** The key of an item, as it is told. */
export const keyOf = ({ pk, sk }: Item) => `${pk} ${sk}`;

/** What became of an item. `left`: it is not for this command to change. `newer`: it came later. */
export type End = 'done' | 'left' | 'newer';

/** Whether an address is theirs, in whatever case. */
export const isIn = ({ addresses }: Pick<From, 'addresses'>, address: string | undefined) =>
  address !== undefined && addresses.includes(address.toLowerCase());
