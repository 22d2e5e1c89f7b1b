import type { InboundAttachment } from '../../mail/inbound.ts';
import { emptied, hideParts } from '../../ticket/hidden-parts.ts';
import type { Message } from '../../ticket/message.ts';
import type { Desk } from '../../ticket/ports.ts';
import { keptOf, needlesOf, type Redaction } from '../../ticket/redaction.ts';

/** A message before it is stored, with its text whole; `hidden` says which of its files are stored by name only. */
export type Arrival = { message: Message; html: string | undefined; files: InboundAttachment[]; hidden: boolean[] };

/**
 * Hides in a message that comes, or comes again, what was hidden on its ticket before: a copy, a quote, a mail that is read once more. What
 * is kept of it as it came is due as that of the first one was.
 */
export async function hideOnArrival(
  desk: Desk,
  message: Message,
  { html, files }: { html?: string | undefined; files: InboundAttachment[] },
  redactions: readonly Redaction[] = [],
): Promise<Arrival> {
  const asItIs = { message, html, files, hidden: files.map(() => false) };
  if (redactions.length === 0) return asItIs;
  const at = desk.now().toISOString();
  const marked = { count: 1, at, due: keptOf(message) };
  if (redactions.some((each) => each.whole && each.message === message.key)) {
    const redaction = { ...marked, whole: true };
    return { message: { ...emptied(message), redaction }, html: undefined, files, hidden: files.map(() => true) };
  }
  const needles = needlesOf(redactions, await desk.secrets.signingKeys());
  const { message: left, hidesText, hidesHtml, hidesFile } = hideParts(message, { html, files }, needles);
  if (!hidesText && !hidesHtml && !hidesFile.includes(true)) return asItIs;
  return { message: { ...left, redaction: marked }, html: hidesHtml ? undefined : html, files, hidden: hidesFile };
}
