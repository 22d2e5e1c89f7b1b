import { labelledAddress, labelOf } from './labelled-address.ts';
import { ALPHABET, isSigned, SIGNATURE_PATTERN, sign } from './signature.ts';

/** The signed text names its version, as a reply address does, and never fits one. */
const PURPOSE = 'held-address/1';

const TOKEN = new RegExp(`^(q-[${ALPHABET}]{20})\\.(${SIGNATURE_PATTERN})$`);

/** What an address says about a held mail. `forged`: it has the form of such an address, and was made for none of these agents. */
type HeldAddress = { kind: 'none' } | { kind: 'forged' } | { kind: 'held'; entryId: string; agentId: string };

/**
 * The address by which one agent lets a held mail out: `help+q-06bv0m6pr09xt3k5y2w4.<signature>@…`. The agent is in the signature
 * alone: an entry's id and an agent's would leave the support address too few of the 64 octets before the `@`.
 * @throws RangeError when the support address is too long for it
 */
export function heldAddress(
  key: string,
  supportAddress: string,
  to: { entryId: string; agentId: string; serial?: number | undefined },
): string {
  const entry = to.entryId.toLowerCase();
  return labelledAddress(
    supportAddress,
    `${entry}.${sign(key, PURPOSE, signedParts(entry, { ...to, id: to.agentId }))}`,
  );
}

/** An agent removed and added again holds none of the addresses from before: the record's serial is signed, too. */
type Holder = { id: string; serial?: number | undefined };

function signedParts(entry: string, { id, serial }: Holder): string[] {
  return serial ? [entry, id, String(serial)] : [entry, id];
}

/** Reads an address back, in any case of letters, by any of the keys: it names the one of these agents for whom it was signed. */
export function readHeldAddress(
  keys: readonly string[],
  supportAddress: string,
  address: string,
  agents: readonly Holder[],
): HeldAddress {
  const label = labelOf(supportAddress, address);
  if (!label?.startsWith('q-')) return { kind: 'none' };
  const [, entry = '', signature = ''] = TOKEN.exec(label) ?? [];
  const agent = agents.find((each) => isSigned(keys, PURPOSE, signedParts(entry, each), signature));
  return agent === undefined ? { kind: 'forged' } : { kind: 'held', entryId: entry.toUpperCase(), agentId: agent.id };
}

/** Whether an address has the form of one by which a held mail is let out: whoever asks need not read the agents for others. */
export function isHeldAddress(supportAddress: string, address: string): boolean {
  return TOKEN.test(labelOf(supportAddress, address) ?? '');
}
