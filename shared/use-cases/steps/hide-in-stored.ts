import { mayHaveWords } from '../../mail/redaction/file-words.ts';
import { emptied, type Hides, hideParts, redactedFile } from '../../ticket/hidden-parts.ts';
import type { Attachment, Message } from '../../ticket/message.ts';
import { type Desk, ifThere } from '../../ticket/ports.ts';
import { keptOf } from '../../ticket/redaction.ts';
import { keepText } from './message-files.ts';
import { boundedTexts, isCut } from './store-message.ts';

/** What is hidden in a stored message: all of it, or what these needles find. `at` is ISO, UTC. */
export type Hiding = Hides & { whole: boolean; at: string };

/**
 * What is left of a stored message when something is hidden in it, to be written by `rewriteMessage`; undefined when it shows nothing of it.
 * A long text is kept anew without it. All objects that still have it are then due, with what was kept of the message as it came.
 */
export async function hideInStored(desk: Desk, message: Message, hiding: Hiding): Promise<Message | undefined> {
  const { attachments, wholeText, html, redaction } = message;
  const marked = (due: (string | undefined)[]) => ({
    count: (redaction?.count ?? 0) + 1,
    at: redaction?.at ?? hiding.at,
    ...((hiding.whole || redaction?.whole) && { whole: true }),
    due: [...new Set([...(redaction?.due ?? []), ...keptOf(message), ...due.filter((key) => key !== undefined)])],
  });
  const shown = attachments.filter((file) => !file.redacted);
  if (hiding.whole) {
    if (redaction?.whole) return undefined;
    return { ...emptied(message), redaction: marked([html?.key, wholeText?.key, ...shown.map(({ key }) => key)]) };
  }
  const whole = wholeText && (await ifThere(desk.files.read(wholeText.key)))?.toString();
  const files = await Promise.all(attachments.map(async (file) => ({ ...file, content: await contentOf(desk, file) })));
  const beside = { html: html && (await ifThere(desk.files.read(html.key)))?.toString(), files };
  const parts = hideParts({ ...message, text: whole ?? message.text }, beside, hiding);
  const hidesFile = parts.hidesFile.map((hides, index) => hides && !attachments[index]?.redacted);
  if (!parts.hidesText && !parts.hidesHtml && !hidesFile.includes(true)) return undefined;

  const longest = Math.max(0, ...hiding.needles.map(({ length }) => length));
  const { html: _, ...left } = whole === undefined ? withoutTail(parts.message, message, longest) : parts.message;
  const rewritten =
    whole !== undefined && parts.hidesText
      ? await keepText(desk, message, 'text.txt', 'text/plain; charset=utf-8', parts.message.text)
      : wholeText;
  const { replyText } = withoutTail(left, message, longest);
  return {
    ...boundedTexts({ ...left, ...(replyText !== undefined && { replyText }) }),
    ...(rewritten && { wholeText: rewritten }),
    // One that cannot be read is not shown either: nobody knows what is in it.
    ...(html && !parts.hidesHtml && beside.html !== undefined && { html }),
    attachments: attachments.map((file, index) => (hidesFile[index] ? redactedFile(file) : file)),
    redaction: marked([
      ...(parts.hidesHtml ? [html?.key] : []),
      ...(rewritten === wholeText ? [] : [wholeText?.key]),
      ...attachments.flatMap(({ key }, index) => (hidesFile[index] ? [key] : [])),
    ]),
  };
}

/** Texts that were cut where they end, without the end: it may be the beginning of what is hidden. */
function withoutTail(left: Message, { text, replyText }: Message, letters: number): Message {
  const shorter = (cut: string) => cut.slice(0, -2 * letters);
  return {
    ...left,
    ...(isCut(text) && { text: shorter(left.text) }),
    ...(replyText !== undefined && isCut(replyText) && { replyText: shorter(left.replyText ?? '') }),
  };
}

function contentOf(desk: Desk, file: Attachment): Promise<Buffer | undefined> {
  return file.redacted || !mayHaveWords(file) ? Promise.resolve(undefined) : ifThere(desk.files.read(file.key));
}
