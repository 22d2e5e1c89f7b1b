import type { InboundAttachment } from '../inbound.ts';
import { REPLY_MARKER } from '../reply-text.ts';
import { isMeetingAnswer } from './meeting-answer.ts';
import { isSayingPicture } from './picture.ts';
import { isReactionPart } from './reaction.ts';

/** Signatures of the mail itself: whoever passes its content on has broken them (RFC 8551, RFC 3156). */
const SIGNATURES = /^application\/(?:x-)?(?:pkcs7-signature|pgp-signature)$/;
const SIGNATURE_NAMES = /^(?:smime\.p7s|signature\.asc)$/i;
/** What mail programs add to every mail: a visiting card, a key, a wrapping of Outlook's that nobody else opens. */
const COMPANIONS = /^(?:text\/(?:x-)?(?:vcard|directory)|application\/(?:pgp-keys|ms-tnef|vnd\.ms-tnef))$/;
const COMPANION_NAMES =
  /(?:\.vcf|^winmail(?:\.dat)?|^(?:openpgp_)?0x[0-9a-f]{8,40}\.asc|^public.?key.*\.asc|^ATT\d{3,6}\.(?:txt|html?))$/i;
/** What a program says to a program of the mail that is answered (RFC 8098, RFC 3464). */
const MACHINES_PARTS = /^message\/(?:global-)?(?:disposition-notification|delivery-status)$/;

/** The marker stands at the head of a notice, with its signs: others' desks have words like these, too. A mail program that saves it may write UTF-16. */
const MARKER_HEAD = `##- ${markerWords()}`;
const MARKERS = [Buffer.from(MARKER_HEAD, 'utf8'), Buffer.from(MARKER_HEAD, 'utf16le')];
const SEARCHED_BYTES = 2_000_000;

/**
 * The files of a mail that its writer means to pass on: not the signatures of the mail, not what programs say to programs, not the pictures of what it quotes
 * (`html` is what goes out), and not a notice of ours, which holds what no customer may read. `isOurs` tells of an attached
 * mail whether the desk sent it.
 */
export function ownFiles(
  attachments: readonly InboundAttachment[],
  { html, isOurs }: { html: string | undefined; isOurs: (raw: Buffer) => boolean },
): InboundAttachment[] {
  return attachments.filter((file) => {
    // A mail that was not read whole is attached to itself: it quotes the notice.
    if (file.itself) return false;
    if (SIGNATURES.test(file.contentType) || SIGNATURE_NAMES.test(file.filename)) return false;
    if (MACHINES_PARTS.test(file.contentType) || isReactionPart(file) || isMeetingAnswer(file)) return false;
    if (isOurs(file.content) || holdsNotice(file.content)) return false;
    return !file.inline || html === undefined || html.includes(`cid:${file.cid}`);
  });
}

/**
 * Whether one of the files says something by itself: no picture of a signature, no visiting card, no key; nor a picture that only the
 * notice shows, which `html`, the mail's, quotes.
 */
export function hasContent(files: readonly InboundAttachment[], html: string | undefined): boolean {
  return files.some((file) => isContent(file) && !isQuoted(file, html));
}

function isContent(file: InboundAttachment): boolean {
  const { contentType, filename } = file;
  if (MACHINES_PARTS.test(contentType) || isReactionPart(file) || isMeetingAnswer(file)) return false;
  if (COMPANIONS.test(contentType) || COMPANION_NAMES.test(filename)) return false;
  if (SIGNATURES.test(contentType) || SIGNATURE_NAMES.test(filename)) return false;
  return !contentType.startsWith('image/') || isSayingPicture(file);
}

/** Shown below the beginning of a notice, and not above it. */
function isQuoted({ inline, cid }: InboundAttachment, html = ''): boolean {
  const notice = html.indexOf(markerWords());
  const shown = html.indexOf(`cid:${cid}`);
  return inline && notice >= 0 && shown > notice;
}

function holdsNotice(content: Buffer): boolean {
  const beginning = content.subarray(0, SEARCHED_BYTES);
  return MARKERS.some((marker) => beginning.includes(marker));
}

/** The ASCII words of the marker: whatever else became of it, they are in one piece. */
function markerWords(): string {
  return /[A-Za-z][A-Za-z ]+[a-z]/.exec(REPLY_MARKER)?.[0] ?? REPLY_MARKER;
}
