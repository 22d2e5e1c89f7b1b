import { isSigned, sign } from '../../shared/mail/signed/signature.ts';

/** Which report of which customer and month (`YYYY-MM`) an agent sent, and to which address. */
type Sent = { agent: string; customer: string; month: string; to: string };

const PURPOSE = 'report-sent/1';

const partsOf = ({ agent, customer, month, to }: Sent) => [agent, customer, month, to];

/** Word that a report was sent, for the address of the page that says so: nobody can make one, and it is of the agent who sent it alone. */
export function sentWord([key = '']: readonly string[], sent: Sent): string {
  return sign(key, PURPOSE, partsOf(sent));
}

/** To which of these addresses a report was sent, as the word says; undefined for one that is none. */
export function sentTo(
  keys: readonly string[],
  word: string,
  { among, ...sent }: Omit<Sent, 'to'> & { among: readonly string[] },
): string | undefined {
  return among.find((to) => isSigned(keys, PURPOSE, partsOf({ ...sent, to }), word));
}
