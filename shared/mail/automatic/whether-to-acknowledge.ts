import type { Automatic } from './findings.ts';

/** The sender of a mail, as the guards look at it. */
type AcknowledgedMail = {
  /** Undefined when unknown, `''` or `'<>'` for the null return path. */
  envelopeFrom?: string;
  from?: { address: string };
  /** True for the desk's own addresses, also with a label. */
  isOwnAddress: (address: string) => boolean;
};

/**
 * Why a mail must never be acknowledged, in words for the ticket; or false. RFC 3834, section 2: no answer to a machine, to
 * the null return path, to a list. To our own addresses it would come straight back. Words count when they are strong: a robot
 * without fields would answer each time. How many may be sent is for others.
 */
export function whyNotAcknowledge(automatic: Automatic, mail: AcknowledgedMail): false | string {
  const { bounce, autoReply, generated, list, noReply, hint } = automatic;
  if (bounce) return `it is a delivery report (${bounce.action})`;
  const machine = autoReply || generated;
  if (machine) return `a machine wrote it (${machine})`;
  if (list) return `it came by a mailing list (${list})`;
  if (noReply) return `its sender takes no answers (${noReply})`;
  if (mail.envelopeFrom !== undefined && /^\s*(?:<\s*>)?\s*$/.test(mail.envelopeFrom))
    return 'its return path is empty';
  if (hint !== false && hint.isStrong) return `its words are those of a robot (${hint.reason})`;
  if (!mail.from) return 'it has no sender to answer to';
  const addresses = [mail.from.address, mail.envelopeFrom ?? ''];
  return addresses.some(mail.isOwnAddress) ? 'it comes from an address of this desk' : false;
}
