import { OverBudget } from '../budget/over-budget.ts';
import { type Fault, noteFault, tried } from '../tried.ts';
import { withWordsAround } from './around-parts.ts';
import { firstHeader, readHeaders } from './headers.ts';
import { splitMail } from './mail-parser.ts';
import type { MailParts, TextPart } from './mail-parts.ts';
import { mendParts } from './mend-parts.ts';
import { headerLines, rawBody } from './raw-mail.ts';

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
  const mended = parts.isBroken || looksDivided ? mendParts(raw) : undefined;
  if (!mended) return { ...(await around(raw, parts, faults, maxParts)), warnings: [] };
  const again = await split(mended, faults, maxParts);
  return {
    ...again,
    headers: parts.headers,
    warnings: ['The mail is not divided as its header says; what it looks like counted.'],
  };
}

/** With the words that stand above or below the parts. */
async function around(raw: Buffer, parts: MailParts, faults: Fault[], maxParts?: number): Promise<MailParts> {
  const type = firstHeader(parts.headers, 'content-type');
  const whole = tried(faults, 'around parts', () => withWordsAround(raw, type, hasWords(parts.body)), undefined);
  return whole ? { ...(await split(whole, faults, maxParts)), headers: parts.headers } : parts;
}

function hasWords({ text, children }: TextPart): boolean {
  return (text ?? '').trim() !== '' || children.some(hasWords);
}

async function split(raw: Buffer, faults: Fault[], maxParts?: number): Promise<MailParts> {
  try {
    return await splitMail(raw, maxParts);
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
