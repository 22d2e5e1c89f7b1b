import { createHash } from 'node:crypto';
import type { InboundAttachment } from '../inbound.ts';

/** As `sanitizeHtml` leaves it. */
const DATA_PICTURE = / src="data:(image\/(png|jpe?g|gif|webp));base64,([^"]*)"/gi;

/**
 * HTML, sanitised, with the pictures that are written into it (RFC 2397) as files that it shows by their Content-ID (RFC 2392):
 * Gmail and Outlook show no others. The same picture is one file.
 */
export function attachedPictures(html: string | undefined): {
  html: string | undefined;
  pictures: InboundAttachment[];
} {
  const pictures = new Map<string, InboundAttachment>();
  const shown = html?.replace(DATA_PICTURE, (_, contentType: string, ending: string, data: string) => {
    const content = Buffer.from(data, 'base64');
    const cid = `${createHash('sha256').update(content).digest('hex').slice(0, 32)}@picture`;
    const filename = pictures.get(cid)?.filename ?? `picture-${pictures.size + 1}.${ending.toLowerCase()}`;
    const type = contentType.toLowerCase();
    pictures.set(cid, { filename, contentType: type, size: content.length, content, inline: true, cid });
    return ` src="cid:${cid}"`;
  });
  return { html: shown, pictures: [...pictures.values()] };
}
