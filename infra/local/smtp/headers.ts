import { type AddressObject, type EmailAddress, type ParsedMail, simpleParser } from 'mailparser';

/** SES cuts the headers of its notification here. */
const NOTIFIED_BYTES = 10 * 1024;
/** Enough for any honest header; mailparser refuses a header above 1 MB. */
const PARSED_BYTES = 64 * 1024;

/** What the SES notification tells of a mail's header. Texts are decoded in `common`, as received in `list`. */
export type MailHeaders = {
  list: { name: string; value: string }[];
  truncated: boolean;
  common: {
    from?: string[];
    to?: string[];
    cc?: string[];
    replyTo?: string[];
    date?: string;
    messageId?: string;
    subject?: string;
  };
  /** Bare lower-case address of the one author; undefined when there is none, or more than one. */
  author: string | undefined;
};

/** Reads the header of a raw mail, its body aside, which may be hostile. Never throws for what a stranger wrote. */
export async function readHeaders(raw: Buffer): Promise<MailHeaders> {
  const block = headerBlock(raw);
  const parsed = await simpleParser(cutAtLine(block, PARSED_BYTES)).catch(() => undefined);
  const notified = block.length > NOTIFIED_BYTES ? await simpleParser(cutAtLine(block, NOTIFIED_BYTES)) : parsed;
  return {
    list: (notified?.headerLines ?? []).map(({ line }) => split(line)),
    truncated: block.length > NOTIFIED_BYTES,
    common: parsed === undefined ? {} : common(parsed),
    author: author(parsed?.from),
  };
}

function common(mail: ParsedMail): MailHeaders['common'] {
  return {
    from: texts(mail.from),
    to: texts(mail.to),
    cc: texts(mail.cc),
    replyTo: texts(mail.replyTo),
    date: mail.headerLines
      .find(({ key }) => key === 'date')
      ?.line.slice('date:'.length)
      .trim(),
    messageId: mail.messageId,
    subject: mail.subject,
  };
}

function texts(field: AddressObject | AddressObject[] | undefined): string[] | undefined {
  if (field === undefined) return undefined;
  return [field].flat().flatMap(({ value }) => value.flatMap(members).map(format));
}

/** A group (`team: a@x, b@x;`) stands for its members. */
function members(entry: EmailAddress): EmailAddress[] {
  return entry.group ?? [entry];
}

function format({ name, address }: EmailAddress): string {
  return name ? `${name} <${address ?? ''}>` : (address ?? '');
}

function author(from: AddressObject | undefined): string | undefined {
  const [only, ...others] = from?.value ?? [];
  return others.length === 0 ? only?.address?.toLowerCase() : undefined;
}

/** The fields of a raw mail's header as they stand, unfolded, whatever their number. */
export function headerFields(raw: Buffer): { name: string; value: string }[] {
  const lines = headerBlock(raw)
    .toString()
    .split(/\r?\n(?![ \t])/);
  return lines.filter((line) => line.includes(':')).map(split);
}

function split(line: string): { name: string; value: string } {
  const colon = line.indexOf(':');
  const unfolded = line.slice(colon + 1).replace(/\r?\n[ \t]+/g, ' ');
  return { name: line.slice(0, colon), value: unfolded.trim() };
}

function headerBlock(raw: Buffer): Buffer {
  const ends = [raw.indexOf('\r\n\r\n'), raw.indexOf('\n\n')].filter((end) => end >= 0);
  return ends.length === 0 ? raw : raw.subarray(0, Math.min(...ends));
}

function cutAtLine(block: Buffer, limit: number): Buffer {
  if (block.length <= limit) return block;
  const lineEnd = block.lastIndexOf('\n', limit);
  return block.subarray(0, lineEnd > 0 ? lineEnd : limit);
}
