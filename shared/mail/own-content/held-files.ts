import { PARSE_LIMITS } from '../budget/limits.ts';
import type { InboundAttachment, InboundMail } from '../inbound.ts';
import { parseMail } from '../parse.ts';
import { decodeText } from '../reading/charset.ts';
import { isMail } from '../reading/file-name.ts';
import { headerLines } from '../reading/raw-mail.ts';
import { REPLY_MARKER } from '../reply-marker.ts';
import { holdsSecret } from '../signed/find-signed.ts';
import { isOwnMail } from '../signed/loop-header.ts';
import { UnreadableMail } from '../unreadable-mail.ts';
import { holdsMailOfOurs, type Ours } from './mail-of-ours.ts';

/** Why no customer may get a file: it holds what is ours, or is a mail that could not be looked through. */
export type WhyHeld = 'ours' | 'unseen';

/** Mails within mails are looked through so deep, and so many of them together. Nobody means to pass on more. */
const MOST_DEPTH = 4;
const MOST_MAILS = 20;
/** For all of them, in milliseconds: the function that reads the mail runs a minute, and that mail was read, too. A file of 10 MB takes two seconds. */
const MOST_MS = 15_000;
/** The heads of mails are looked for in so many characters of a text: a second for a million. Addresses and links, in all of it. */
const MOST_LINES = 500_000;
/** Of a page so much is read as one; the rest is text. */
const MOST_HTML = 2_000_000;
const PIECE = 1_000_000;
/** How much of a file tells whether it is text. */
const SAMPLE = 64_000;

const MAIL_NAME = /\.(?:eml|mht|mhtml|mbox|mbx)$/i;
const MAIL_HEAD =
  /^(?:From [^\n]{1,200}\n)?(?:Return-Path|Received|Delivered-To|From|To|Date|Subject|Message-ID|MIME-Version|Content-Type|X-[\w-]{1,60})[ \t]*:/i;
const HTML = /<[a-z!/][^<>]{0,2000}>/i;
/**
 * Base64 within a text: a file in a calendar, a picture in a page. Some lines of it, or a long one. Written as a count and a `*`, and so many
 * lines at once: the engine keeps a step back for each letter of `{40,}` and each line of a group, and runs out of room at millions.
 */
const BASE64 = /[a-z\d+/]{40}[a-z\d+/]*/gi;
const LINES_BELOW = /(?:\r?\n[ \t]?[a-z\d+/]+){1,100000}/iy;
/** What quoted-printable has for a character of ASCII (RFC 2045, 6.7). */
const QUOTED = /=([2-7][\da-f])/gi;
/** What may be the beginning of a signed address or link among bytes that are no text, and how much around it is looked at. */
const SEEMS_SIGNED = /[tqd]-[a-z\d]{8}|\/c\//gi;
const AROUND = 400;

/** What is looked for, and how many mails may still be read, until when by `performance.now()`. */
type Search = { keys: readonly string[]; ours: Ours; mailsLeft: number; end: number };

/**
 * The files that no customer may get: a mail that the desk sent, by the `keys` that sign ours, and whatever holds what `holdsMailOfOurs` knows, be
 * it a text, a page, a calendar with the signed address of its writer, or a mail, whose parts are decoded and looked through as well.
 * What is packed (an archive, an office document) is not opened.
 */
export async function heldFiles(
  files: readonly InboundAttachment[],
  { keys, ours }: { keys: readonly string[]; ours: Ours },
): Promise<ReadonlyMap<InboundAttachment, WhyHeld>> {
  const search = { keys, ours, mailsLeft: MOST_MAILS, end: performance.now() + MOST_MS };
  const held = new Map<InboundAttachment, WhyHeld>();
  for (const file of files) {
    const why = file.itself ? undefined : await whyHeld(file, search, 0);
    if (why) held.set(file, why);
  }
  return held;
}

type File = Pick<InboundAttachment, 'filename' | 'contentType' | 'content'>;

async function whyHeld(file: File, search: Search, depth: number): Promise<WhyHeld | undefined> {
  const { filename, content } = file;
  const fields = headerLines(content).map(({ key, line }) => ({ name: key, value: line.slice(line.indexOf(':') + 1) }));
  if (isOwnMail(search.keys, fields) || holdsOurs(filename, search.ours)) return 'ours';
  const beginning = decodeText(content.subarray(0, SAMPLE), undefined);
  const seemsMail = isMail(file.contentType) || MAIL_NAME.test(filename) || MAIL_HEAD.test(beginning);
  if (beginning.includes('\0') && !seemsMail) return holdsAmongBytes(content, search.ours) ? 'ours' : undefined;
  const text = decodeText(content, undefined);
  const encoded = holdsOurs(text, search.ours) ? 'ours' : await ofEncoded(text, search, depth);
  return encoded ?? (seemsMail ? ofMail(file, search, depth) : undefined);
}

/** A mail says the same in base64, in quoted-printable, in any charset. */
async function ofMail({ content }: File, search: Search, depth: number): Promise<WhyHeld | undefined> {
  const ms = search.end - performance.now();
  if (depth === MOST_DEPTH || search.mailsLeft === 0 || ms <= 0) return 'unseen';
  search.mailsLeft -= 1;
  const mail = await readMail(content, ms);
  if (!mail) return undefined;
  const people = [mail.from, mail.replyTo, ...mail.to, ...mail.cc].map((mailbox) => mailbox?.address ?? '');
  const head = [mail.subject, ...people, mail.messageId, mail.inReplyTo ?? '', ...mail.references].join('\n');
  if (holdsOurs(`${head}\n\n${mail.text}`, search.ours, mail.html)) return 'ours';
  for (const inner of mail.attachments.filter(({ itself }) => !itself)) {
    const why = await whyHeld(inner, search, depth + 1);
    if (why) return why;
  }
  return mail.attachments.some(({ itself }) => itself) ? 'unseen' : undefined;
}

async function readMail(content: Buffer, ms: number): Promise<InboundMail | undefined> {
  try {
    // An mbox has a line of its own above each mail.
    const start = content.subarray(0, 5).toString('latin1') === 'From ' ? content.indexOf('\n') + 1 : 0;
    return await parseMail(content.subarray(start), { ...PARSE_LIMITS, ms });
  } catch (error) {
    // Of what is no mail its text was looked at.
    if (error instanceof UnreadableMail) return undefined;
    throw error;
  }
}

/** Whatever of it a reader of mail leaves out, such as the attributes of a page. */
async function ofEncoded(text: string, search: Search, depth: number): Promise<WhyHeld | undefined> {
  const unquoted = text
    .replace(/=\r?\n/g, '')
    .replace(QUOTED, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  if (unquoted !== text && piecesOf(unquoted).some((piece) => holdsSecret(piece, search.ours))) return 'ours';
  if (depth === MOST_DEPTH) return undefined;
  for (const encoded of base64In(text)) {
    const inner = { filename: '', contentType: '', content: Buffer.from(encoded, 'base64') };
    const why = await whyHeld(inner, search, depth + 1);
    if (why) return why;
  }
  return undefined;
}

/** The runs of base64 in a text, each with all lines that go on with it. */
function* base64In(text: string): Generator<string> {
  let end = 0;
  for (const { 0: first, index } of text.matchAll(BASE64)) {
    // A long line further down is among those of a run above.
    if (index < end) continue;
    end = index + first.length;
    for (let below = linesBelow(text, end); below > end; below = linesBelow(text, end)) end = below;
    yield text.slice(index, end);
  }
}

/** Where the lines of base64 end that begin there, or so many of them. */
function linesBelow(text: string, from: number): number {
  LINES_BELOW.lastIndex = from;
  return LINES_BELOW.test(text) ? LINES_BELOW.lastIndex : from;
}

function holdsOurs(text: string, ours: Ours, html = htmlIn(text)): boolean {
  if (text.includes(markerHead()) || piecesOf(text).some((piece) => holdsSecret(piece, ours))) return true;
  return holdsMailOfOurs({ text: text.slice(0, MOST_LINES), html }, ours);
}

function htmlIn(text: string): string | undefined {
  return HTML.test(text.slice(0, SAMPLE)) ? text.slice(0, MOST_HTML) : undefined;
}

/** One behind the other, each with the end of the one before: a search through a long text at once takes ten times its memory. */
function piecesOf(text: string): string[] {
  const count = Math.max(1, Math.ceil(text.length / PIECE));
  return Array.from({ length: count }, (_, at) => text.slice(Math.max(0, at * PIECE - AROUND), (at + 1) * PIECE));
}

/** Bytes that are no text may hold some as they are, in one byte a character or in two. */
function holdsAmongBytes(content: Buffer, ours: Ours): boolean {
  const text = content.toString('latin1').replaceAll('\0', '');
  if (text.includes(markerHead())) return true;
  let looked = 0;
  for (const { index } of text.matchAll(SEEMS_SIGNED)) {
    // Those that stand close together are looked at in one: bytes may hold nothing else.
    if (index < looked) continue;
    looked = index + AROUND;
    if (holdsSecret(text.slice(Math.max(0, index - AROUND), looked + AROUND), ours)) return true;
  }
  return false;
}

/** The marker stands at the head of a notice, with its signs: others' desks have words like these, too. */
function markerHead(): string {
  return `##- ${/[A-Za-z][A-Za-z ]+[a-z]/.exec(REPLY_MARKER)?.[0] ?? REPLY_MARKER}`;
}
