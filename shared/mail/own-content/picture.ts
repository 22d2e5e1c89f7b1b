import type { InboundAttachment } from '../inbound.ts';

/** As people and mail programs name what belongs to a signature, however large it is. */
const LOGO_NAMES =
  /^(?:outlook-[\w-]+|(?:[\w-]*[-_ ])?(?:logo|banner|icon)[\w -]*|(?:signature?|unterschrift|firma|facebook|linkedin|instagram|twitter|youtube|xing|whatsapp)[\w -]*)\.(?:png|gif|jpe?g|bmp|webp)$/i;
/** As Outlook names every picture, of a signature or pasted. */
const OUTLOOK_NAMES = /^(?:image\d{3}|ATT\d{5})\.(?:png|gif|jpe?g|bmp)$/i;

/** A picture in a text from this size on is a screenshot or a photograph; icons and most logos are smaller. In bytes. */
const SAYING_BYTES = 20_000;
/** The same where the name tells nothing and a firm's banner is as likely. In bytes. */
const SAYING_BYTES_OF_OUTLOOK = 100_000;

/**
 * True for a picture that says something by itself: attached as a file, or pasted into the text, large and no logo by its name. A small one
 * in the text, or one that belongs to the HTML and is not shown, is taken for a signature's.
 */
export function isSayingPicture({ filename, inline, cid, size }: InboundAttachment): boolean {
  const isLogo = LOGO_NAMES.test(filename);
  const isOutlooks = OUTLOOK_NAMES.test(filename);
  if (!inline && !isLogo) return !isOutlooks || cid === undefined || size > SAYING_BYTES_OF_OUTLOOK;
  if (isLogo) return !inline && cid === undefined && size > SAYING_BYTES;
  return size > (isOutlooks ? SAYING_BYTES_OF_OUTLOOK : SAYING_BYTES);
}
