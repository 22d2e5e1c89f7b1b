import { OverBudget } from '../budget/over-budget.ts';
import { type Fault, noteFault, tried } from '../tried.ts';
import { aroundParts } from './around-parts.ts';
import { firstHeader, readHeaders } from './headers.ts';
import { splitMail } from './mail-parser.ts';
import type { MailParts, TextPart } from './mail-parts.ts';
import { mendParts } from './mend-parts.ts';
import { unpackParts } from './packed-parts.ts';
import { headerLines, rawBody } from './raw-mail.ts';
import { withUuencodedFiles } from './uuencoded-files.ts';

/**
 * The parts of a mail. One that is not divided as its header says is mended and divided again; when the parser itself breaks, all that
 * stands below the header is the text, and the mail itself a file.
 * @throws OverBudget when it is over a limit of the parser
 */
export async function splitParts(
  raw: Buffer,
  faults: Fault[],
  maxParts?: number,
): Promise<MailParts & { warnings: string[] }> {
  const parts = await split(raw, faults, maxParts);
  const looksDivided = !parts.headers.has('content-type') && /^\s*--\S/.test(parts.body.text ?? '');
  const unpacked = parts.isBroken ? unpackParts(raw, parts.headers) : undefined;
  const mended = parts.isBroken || looksDivided ? (mendParts(unpacked ?? raw) ?? unpacked) : undefined;
  const again = mended && (await splitIfItFits(mended, faults, maxParts));
  if (!mended || !again) return { ...(await withWordsAround(raw, parts, faults)), warnings: [] };
  return {
    ...(await withWordsAround(mended, again, faults)),
    headers: parts.headers,
    warnings: ['The mail is not divided as its header says; what it looks like counted.'],
  };
}

/** Of what stands below the parts more is no text; dividing it would take too long. */
const MAX_BELOW = 10_000_000;

/** What stands below what stands below: a gateway puts something there, and then a list. */
const MAX_DEPTH = 3;

/** With the words above the parts, where there are no others, and the words and files below. */
async function withWordsAround(raw: Buffer, parts: MailParts, faults: Fault[], depth = 0): Promise<MailParts> {
  const type = firstHeader(parts.headers, 'content-type');
  if (depth === MAX_DEPTH) return parts;
  const { above, below } = tried(faults, 'around parts', () => aroundParts(raw, type), {});
  const others = [
    above && !hasWords(parts.body) ? await splitAround(above, faults, depth) : undefined,
    below && (await splitAround(below, faults, depth)),
  ];
  const [first, last] = others;
  const all = [first, parts, last].filter((each) => each !== undefined);
  if (all.length === 1) return parts;
  return {
    ...parts,
    body: { contentType: 'multipart/mixed', children: all.map(({ body }) => body) },
    files: all.flatMap(({ files }) => files),
    isDoubtful: all.some(({ isDoubtful }) => isDoubtful),
    isCut: all.some(({ isCut }) => isCut),
  };
}

async function splitAround(mail: Buffer, faults: Fault[], depth: number): Promise<MailParts> {
  const beginning = mail.subarray(0, MAX_BELOW);
  const parts = await splitIfItFits(beginning, faults);
  const nothing = { headers: new Map(), body: { contentType: 'multipart/mixed', children: [] }, files: [] };
  // What is too much is left out: the parts themselves count.
  if (!parts) return { ...nothing, isBroken: false, isDoubtful: false, isCut: true };
  const all = await withWordsAround(beginning, parts, faults, depth + 1);
  return { ...all, isCut: all.isCut || mail.length > MAX_BELOW };
}

async function splitIfItFits(mail: Buffer, faults: Fault[], maxParts?: number): Promise<MailParts | undefined> {
  try {
    return await split(mail, faults, maxParts);
  } catch (error) {
    if (error instanceof OverBudget) return undefined;
    throw error;
  }
}

function hasWords({ text, children }: TextPart): boolean {
  return (text ?? '').trim() !== '' || children.some(hasWords);
}

async function split(raw: Buffer, faults: Fault[], maxParts?: number): Promise<MailParts> {
  try {
    const parts = await splitMail(raw, maxParts);
    return tried(faults, 'uuencoded files', () => withUuencodedFiles(parts), parts);
  } catch (cause) {
    // Its limits have a code; whatever else it throws is a bug.
    if (isLimit(cause)) throw new OverBudget('the mail is over a limit of the parser', { cause });
    noteFault(faults, 'parts', cause);
    const { text, isCut } = rawBody(raw);
    const body = { contentType: 'text/plain', text, children: [] };
    const headers = readHeaders(headerLines(raw), undefined);
    const whole = { contentType: 'message/rfc822', headers: new Map(), content: raw };
    return { headers, body, files: [whole], isBroken: false, isDoubtful: false, isCut };
  }
}

function isLimit(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EMAXLEN';
}
