import type { InboundAttachment } from '../inbound.ts';
import { REPLY_MARKER } from '../reply-marker.ts';
import type { WhyHeld } from './held-files.ts';
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

/** A file that its writer may have meant for the customer and that is not passed on, and why: `unread` is the mail itself, which was not read whole. */
export type LeftOut = { file: InboundAttachment; why: WhyHeld | 'unread' };

/**
 * The files of a mail that its writer means to pass on: not the signatures of the mail, not its certified envelope's, not what programs say to programs, and not the pictures of what it
 * quotes (`html` is what goes out). Beside them those that no customer may get (`held`, by `heldFiles`), of which the writer has to hear.
 */
export function ownFiles(
  attachments: readonly InboundAttachment[],
  { html, held }: { html: string | undefined; held: ReadonlyMap<InboundAttachment, WhyHeld> },
): { files: InboundAttachment[]; leftOut: LeftOut[] } {
  const files: InboundAttachment[] = [];
  const leftOut: LeftOut[] = [];
  for (const file of attachments) {
    const why = held.get(file);
    // A mail that was not read whole is attached to itself: it quotes the notice.
    if (file.itself) leftOut.push({ file, why: 'unread' });
    else if (file.ofEnvelope || isOfProgram(file) || isOfQuote(file, html)) continue;
    else if (why) leftOut.push({ file, why });
    else files.push(file);
  }
  return { files, leftOut };
}

/** Those of them that the team may keep: the mail itself is kept anyway. */
export function filesOfTeam(leftOut: readonly LeftOut[]): InboundAttachment[] {
  return leftOut.filter(({ why }) => why !== 'unread').map(({ file }) => file);
}

/** Why a file did not go to the customer, and what to do, in words for the agent who sent it. */
export function whyLeftOut({ file, why }: LeftOut): string {
  return WHY_LEFT_OUT[why](file.filename);
}

const WHY_LEFT_OUT: Readonly<Record<LeftOut['why'], (filename: string) => string>> = {
  ours: (filename) =>
    `the file "${filename}" was left out: it holds a mail, a link or a signed address of this desk, as a calendar does that names the address you wrote to; no customer may get that: take it out and send the file again, or write what the customer needs`,
  unseen: (filename) =>
    `the file "${filename}" was left out: it holds more mails, or larger ones, than are looked through for what no customer may get: send what the customer needs as text, or as files without the mails around them`,
  unread: () =>
    'your mail could not be read whole: look on the ticket at what of its text and its files went to the customer, and send what is missing again, in a shorter mail',
};

function isOfProgram(file: InboundAttachment): boolean {
  if (SIGNATURES.test(file.contentType) || SIGNATURE_NAMES.test(file.filename)) return true;
  return MACHINES_PARTS.test(file.contentType) || isReactionPart(file) || isMeetingAnswer(file);
}

function isOfQuote({ inline, cid }: InboundAttachment, html: string | undefined): boolean {
  return inline && html !== undefined && !html.includes(`cid:${cid}`);
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
  if (file.ofEnvelope || isOfProgram(file) || COMPANIONS.test(contentType) || COMPANION_NAMES.test(filename))
    return false;
  return !contentType.startsWith('image/') || isSayingPicture(file);
}

/** Shown below the beginning of a notice, and not above it. */
function isQuoted({ inline, cid }: InboundAttachment, html = ''): boolean {
  const notice = html.indexOf(markerWords());
  const shown = html.indexOf(`cid:${cid}`);
  return inline && notice >= 0 && shown > notice;
}

/** The ASCII words of the marker: whatever else became of it, they are in one piece. */
function markerWords(): string {
  return /[A-Za-z][A-Za-z ]+[a-z]/.exec(REPLY_MARKER)?.[0] ?? REPLY_MARKER;
}
