import { type Fields, first } from '../fields.ts';
import { fold, foldAll, includesAny } from '../fold.ts';
import { CONTACT_TEXTS } from '../words/remarks.ts';
import { isAddressLine } from './address-line.ts';
import { addressesIn, toRecipient } from './values.ts';

const CONTACT = foldAll(CONTACT_TEXTS);
const AFTER_FROM = /\b(?:from|von|da|de|van|från|fra|od)\s{1,5}[<"'(]{0,2}$/i;
/** The sentence that an address ends has the words that say what it is. */
const SENTENCE_END = /[.!?;]\s/;
const MAX_LINE = 500;

/**
 * The address that failed, by the prose of a report: rather one on a line of its own than one in a sentence, and none that is ours
 * or that of who helps. Of `from help@desk.example to anna@rossi.example` it is the second.
 */
export function recipientInProse(lines: readonly string[], fields: Fields): string | undefined {
  const isOwn = ownAddresses(fields);
  const written = lines.map((line) => line.slice(0, MAX_LINE)).filter((line) => line.trim() !== '');
  const found = written.flatMap((line, index) => {
    const isAlone = isAddressLine(line);
    return addressesIn(line).map(({ address, before }) => {
      // A line with an address of its own has said what it is of.
      const above = written[index - 1] ?? '';
      const said = `${above.includes('@') ? '' : above} ${before}`.split(SENTENCE_END).at(-1) ?? '';
      return { address, isAlone, isContact: includesAny(fold(said), CONTACT), isSender: AFTER_FROM.test(before) };
    });
  });
  const failed = found.filter(({ address, isContact }) => !isContact && !isOwn(address));
  const best = failed.find(({ isAlone }) => isAlone) ?? failed.find(({ isSender }) => !isSender) ?? failed[0];
  return best?.address;
}

/** The report comes to us: our address in it is where it was sent from, also with what a return path adds behind a plus. */
function ownAddresses(fields: Fields): (address: string) => boolean {
  const names = ['to', 'delivered-to', 'x-original-to', 'from', 'sender'];
  const own = names.map((name) => toRecipient(first(fields, name))).filter((address) => address !== undefined);
  const [to = ''] = own;
  return (address) => own.includes(address) || withoutTag(address) === withoutTag(to);
}

function withoutTag(address: string): string {
  return address.replace(/\+[^@]{0,64}@/, '@');
}
