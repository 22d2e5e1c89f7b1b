import { readBounceAddress } from '../mail/signed/bounce-address.ts';

/**
 * The ticket of ours whose mail had this return path, among the recipients of an envelope. Whoever answers a return path is a robot
 * (RFC 3834, section 4) or an odd mail program, and means that mail, also where it names no mail that it answers.
 */
export function ticketIdAtReturnPath(
  keys: readonly string[],
  supportAddress: string,
  recipients: readonly string[],
): string | undefined {
  for (const recipient of recipients) {
    const read = readBounceAddress(keys, supportAddress, recipient);
    if (read.kind === 'bounce' || read.kind === 'notice') return read.ticketId;
  }
  return undefined;
}
