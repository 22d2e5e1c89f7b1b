import type { Message } from './message.ts';

const OF_SOMEBODY = ' passed on this mail of ';
const WRITTEN_TO = /^.* wrote this to .*, with the desk in copy; /;
const OF_NOBODY = ' passed on a mail, and who wrote it cannot be read';

/** What the agents read of a mail that one of them, `passer`, passed on to have it filed (docs/promise.md section 9). */
export function passedOnNote(passer: string, customer: string | undefined): string {
  return customer === undefined
    ? `${passer}${OF_NOBODY}: who is the customer? Nobody can be answered until the requester is named`
    : `${passer}${OF_SOMEBODY}${customer}; nobody is acknowledged until you confirm the requester: answer, or #confirm`;
}

/** What the agents read of a mail that one of them wrote to a customer from the own inbox, with the desk in copy. */
export function writtenNote(agent: string, customer: string): string {
  return `${agent} wrote this to ${customer}, with the desk in copy; nobody is acknowledged until you confirm the requester: answer, or #confirm`;
}

/** Whether an agent passed a message on: an agent's own words to the team may stand above the customer's. */
export function isPassedOn({ warnings }: Pick<Message, 'warnings'>): boolean {
  return warnings.some((warning) => warning.includes(OF_SOMEBODY) || warning.includes(OF_NOBODY));
}

/** Whether a customer's message has, or may have, the words of an agent: who passed it on, or wrote it to the customer. */
export function hasAgentsWords(message: Pick<Message, 'warnings'>): boolean {
  return isPassedOn(message) || message.warnings.some((warning) => WRITTEN_TO.test(warning));
}
