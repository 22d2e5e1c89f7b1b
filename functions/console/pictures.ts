import { escapeHtml } from '../../shared/mail/html/escape.ts';
import { unescapePercent } from '../../shared/mail/reading/content-id.ts';
import type { Attachment } from '../../shared/ticket/message.ts';
import type { Desk } from '../../shared/ticket/ports.ts';

/** What a browser draws and nothing runs in. */
const PICTURE = /^image\/(?:png|jpe?g|gif|webp)$/i;

/** All pictures of a layout, each as often as it is shown, in bytes: Lambda answers with six megabytes at most, and base64 makes a third more of them. */
const MOST_BYTES = 3_000_000;

/** Where the sanitiser lets a picture of the mail itself be named (`mail/html/allowed.ts`). */
const NAMED = /\bsrc="cid:([^"]{1,300})"/gi;

/**
 * A sanitised layout with the pictures that its mail brought where it shows them, as a part of the page: it stands in a sandbox, whose requests carry no
 * session. What is hidden, is no picture, has no room left, or cannot be read, stays a hole, and a file of the message.
 */
export async function picturesInPlace(
  { files, log }: Pick<Desk, 'files' | 'log'>,
  layout: string,
  attachments: readonly Attachment[],
): Promise<string> {
  const pictures = new Map(
    attachments
      .filter(({ cid, contentType, redacted }) => cid !== undefined && PICTURE.test(contentType) && !redacted)
      .map((file) => [escapeHtml(file.cid ?? ''), file]),
  );
  const shown = new Map<string, string>();
  let room = MOST_BYTES;
  const places = Map.groupBy([...layout.matchAll(NAMED)], ([, id = '']) => id);
  for (const [named, { length }] of places) {
    const file = pictures.get(named) ?? pictures.get(unescapePercent(named));
    if (!file || file.size * length > room) continue;
    try {
      const content = await files.read(file.key);
      shown.set(named, `data:${file.contentType.toLowerCase()};base64,${content.toString('base64')}`);
      room -= file.size * length;
    } catch (error) {
      log.warn('a layout is shown without a picture', { file: file.key, error });
    }
  }
  return layout.replaceAll(NAMED, (hole, named: string) => {
    const picture = shown.get(named);
    return picture === undefined ? hole : `src="${picture}"`;
  });
}
