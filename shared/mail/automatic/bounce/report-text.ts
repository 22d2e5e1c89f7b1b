import { fold, foldAll, includesAny } from '../fold.ts';
import { foldSubject } from '../subject.ts';
import { RETURNED_MAIL } from '../words/bounce-texts.ts';

const RETURNED = foldAll(RETURNED_MAIL);

/** Beyond this a server's own words have ended, whether or not a mark says so. */
const MAX_SERVER_TEXT = 16_384;
/** A report's prose: what the server itself says, above the mail it returns. */
export type ReportText = {
  subject: string;
  head: string;
  folded: () => string;
  /** In a part of its own. */
  encloses: boolean;
  /** Its header stands below, with the fields that mail programs leave out of a quote. */
  returnsHeader: boolean;
  /** What stands below the line that announces it. */
  below: string;
  /** Enclosed, or below a line that announces it. */
  returnsMail: boolean;
};

const RETURNED_HEADER = /^[ \t>|]{0,8}(?:message-id|received|return-path)\s?:\s?\S/im;

/** Parts a text into the server's words and the mail that it returns below them. */
export function readReportText(subject: string, text: string, encloses: boolean): ReportText {
  const lines = text.slice(0, MAX_SERVER_TEXT).split('\n');
  const end = lines.findIndex(isReturnMark);
  const head = (end < 0 ? lines : lines.slice(0, end)).join('\n');
  // Most mails are none, and need no folding to tell.
  let folded: string | undefined;
  const foldOnce = () => {
    folded ??= fold(head);
    return folded;
  };
  const below = end < 0 ? '' : lines.slice(end).join('\n');
  const returns = { encloses, below, returnsHeader: RETURNED_HEADER.test(below), returnsMail: encloses || end >= 0 };
  return { subject: foldSubject(subject), head, folded: foldOnce, ...returns };
}

/** `--- Below this line is a copy of the message.`: a phrase that is set off, or that announces what comes. */
function isReturnMark(line: string): boolean {
  if (line.length > 200 || !/^\s*[-=*|_]{2}|[:\-=*|]\s*$|^.{0,40}\.\s*$/.test(line)) return false;
  return includesAny(fold(line), RETURNED);
}
