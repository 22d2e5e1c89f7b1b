import { type Fields, first } from '../fields.ts';
import type { Bounce } from '../findings.ts';
import { actionInWords } from './action.ts';
import { isAddressLine } from './address-line.ts';
import { readDeliveryReport } from './delivery-report.ts';
import { recipientInProse } from './recipient-in-prose.ts';
import type { ReportText } from './report-text.ts';
import { hasFailureCode, toDiagnostic, toRecipient, toStatus } from './values.ts';

/** Lines of a header in the prose: their addresses are not those that failed. */
const HEADER_LINE =
  /^[ \t>|*]*(?:message[- ]?id|from|return-path|received|reply-to|references|in-reply-to|date|subject|sender|by|(?:x|arc|dkim)-[\w-]{1,40})\s?:/i;
/** What a line says of the address in it: `<anna@rossi.example>: unknown`, `anna@rossi.example (unknown)`. */
const AFTER_ADDRESS = /@[^\s>:(]{1,253}>?\s?(?::\s*(\S.*)|\(([^)]*)\))\s*$/;

/** What becomes of an address in HTML: `anna@rossi.example<mailto:anna@rossi.example>`. */
const LINK = /(?<=[^\s<])<mailto:[^<>\s]{1,330}>/g;

/** How many lines of the server's words are searched. */
const MAX_LINES = 200;

/** Reads recipient, status and diagnostic from a report without machine-readable part. */
export function readProse(report: ReportText, fields: Fields): Bounce {
  const structured = readReportInText(report.head);
  if (structured) return structured;
  const lines = report.head.replace(LINK, '').split('\n').slice(0, MAX_LINES);
  const named = lines.filter((line) => !HEADER_LINE.test(line));
  const recipient = toRecipient(first(fields, 'x-failed-recipients')) ?? recipientInProse(named, fields);
  const diagnostic = findDiagnostic(lines, recipient);
  const status = toStatus(diagnostic);
  return {
    action: actionInWords(report, status),
    ...(status && { status }),
    ...(recipient && { recipient }),
    ...(diagnostic && { diagnostic }),
  };
}

/** Some servers write the report of RFC 3464 into the text, and some mail programs fold it in. */
function readReportInText(head: string): Bounce | undefined {
  const start = head.search(/^[ \t]{0,8}(?:Reporting-MTA|Final-Recipient|Original-Recipient)[ \t]?:/im);
  return start < 0 ? undefined : readDeliveryReport(head.slice(start).replace(/^[ \t]{1,8}(?=[\w-]{1,40}:)/gm, ''));
}

/** The line with a failure code, else what stands right below the recipient. */
function findDiagnostic(lines: readonly string[], recipient: string | undefined): string | undefined {
  const coded = lines.findIndex((line) => hasFailureCode(line.slice(0, 1000)) && !HEADER_LINE.test(line));
  if (coded >= 0) return toDiagnostic(paragraph(lines, coded));
  const named = lineOf(lines, recipient);
  if (named < 0) return undefined;
  const [, said, remark] = AFTER_ADDRESS.exec(lines[named]?.slice(0, 1000) ?? '') ?? [];
  const below = lines.findIndex((line, index) => index > named && /[^\s:]\s*$/.test(line));
  return toDiagnostic(said ?? remark ?? (below < 0 ? undefined : paragraph(lines, below)));
}

/** Where a recipient stands; rather on a line of its own than in the header of the mail that came back. */
function lineOf(lines: readonly string[], recipient: string | undefined): number {
  if (recipient === undefined) return -1;
  const has = (line: string) => line.toLowerCase().includes(recipient);
  const alone = lines.findIndex((line) => has(line) && isAddressLine(line) && !/^\s*to\s?:/i.test(line));
  return alone >= 0 ? alone : lines.findIndex(has);
}

/** A line and those that it is wrapped into. */
function paragraph(lines: readonly string[], start: number): string {
  const end = lines.findIndex((line, index) => index > start && line.trim() === '');
  return lines.slice(start, Math.min(end < 0 ? lines.length : end, start + 4)).join(' ');
}
