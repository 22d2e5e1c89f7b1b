import type { Attachment } from 'mailparser';
import { detectExtension } from 'nodemailer/lib/mime-funcs';
import { cleanLine } from '../clean.ts';
import type { InboundAttachment } from '../inbound.ts';

const MAX_FILENAME = 150;

/** The files of a mail under names fit to be stored; `html` tells which of them it shows itself. */
export function readAttachments(attachments: readonly Attachment[], html: string | undefined): InboundAttachment[] {
  const shown = shownContentIds(html ?? '');
  return attachments.map((attachment, index) => {
    // The parser gives no string, whatever its type says, for a part whose `Content-Type` is empty.
    const contentType = cleanLine(String(attachment.contentType || 'application/octet-stream').toLowerCase(), 100);
    return {
      filename: fileName(attachment.filename, contentType, index + 1),
      contentType,
      size: attachment.content.length,
      content: attachment.content,
      inline: attachment.cid !== undefined && shown.has(attachment.cid),
      ...(attachment.cid && { cid: attachment.cid }),
    };
  });
}

/** A name without its path; one is made up from type and place when the part has none. */
function fileName(given: string | undefined, contentType: string, place: number): string {
  const base = cleanLine(given ?? '', 2_000).replace(/^.*[/\\]/, '');
  const name = base.replace(/[<>:"|?*]/g, '_').replace(/^[. ]+|[. ]+$/g, '');
  if (!name)
    return contentType === 'message/rfc822' ? `message-${place}.eml` : `file-${place}.${detectExtension(contentType)}`;
  if (name.length <= MAX_FILENAME) return name;
  const extension = /\.\w{1,10}$/.exec(name)?.[0] ?? '';
  return `${name.slice(0, MAX_FILENAME - extension.length).toWellFormed()}${extension}`;
}

/** The ids behind the `cid:` links of an HTML text (RFC 2392). Mail programs give a Content-ID to plain files too. */
function shownContentIds(html: string): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const [, id = ''] of html.matchAll(/\bcid:([^"'\s<>)]{1,256})/gi)) {
    ids.add(id).add(unescapePercent(id));
  }
  return ids;
}

function unescapePercent(id: string): string {
  return id.replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
