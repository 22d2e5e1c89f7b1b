import { isExecutable } from '../mail/executable.ts';
import type { AttachmentRef } from '../mail/signed/attachment-link.ts';
import { deliveryOf } from '../ticket/delivery.ts';
import type { Message } from '../ticket/message.ts';

/** Makes the link to the n-th attachment of a message, or to its HTML or whole text. */
export type Link = (message: Message, index: AttachmentRef['index']) => string;

/**
 * A message as it looks outside: `docs/api.md`. Its HTML, and a text that is long, are behind links: an answer is bounded
 * whatever people write. The HTML was sanitised when the mail came in: nothing in it runs, loads from elsewhere or is hidden.
 */
export function presentMessage(message: Message, link: Link) {
  const { key, at, author, by, name, kind, subject, text, wholeText, html, attachments, warnings } = message;
  return {
    id: key,
    at,
    author,
    by,
    name: name ?? null,
    kind,
    subject: subject ?? null,
    text,
    /** Where the text goes on, when it does. */
    wholeText: wholeText ? { size: wholeText.size, url: link(message, 'text') } : null,
    /** Without quotes and signature, when that is not all of it. */
    replyText: message.replyText ?? null,
    /** How many lines of the text that leaves out, blank ones aside. */
    hiddenLines: message.hiddenLines ?? 0,
    html: html ? { size: html.size, url: link(message, 'html') } : null,
    /** What became of an answer on its way to the customer; null for all else. */
    delivery: deliveryOf(message) ?? null,
    /** When the requester's server took an answer; null as long as nobody said so. */
    deliveredAt: message.delivered ?? null,
    /** When the agent gave it by phone: it counts from then, whatever became of the mail. */
    givenByPhone: message.givenByPhone ?? null,
    /** The priority that its writer newly declared, whatever came of it. */
    declares: message.declares ?? null,
    /** It asks the customer of a P1 for something. */
    asks: message.asks ?? false,
    undelivered: message.undelivered ?? null,
    /** When an agent first hid something of it. */
    redactedAt: message.redaction?.at ?? null,
    attachments: attachments.map(({ filename, contentType, size, inline, cid, redacted }, index) => ({
      filename,
      contentType,
      size,
      inline,
      executable: isExecutable(filename),
      /** What a `cid:` link of the HTML names. */
      cid: cid ?? null,
      /** Null: an agent hid it. */
      url: redacted ? null : link(message, index),
    })),
    warnings,
  };
}
