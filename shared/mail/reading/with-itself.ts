import type { Automatic } from '../automatic/findings.ts';
import type { CertifiedMail } from '../inbound.ts';
import type { Inner } from './certified.ts';
import type { FilePart } from './mail-parts.ts';
import { rawMailAsFile } from './raw-mail.ts';
import type { Content } from './read-parts.ts';

/** What was read of a mail and, where that is in another one, of the other. */
export type Read = {
  content: Content;
  files?: readonly FilePart[];
  certified?: CertifiedMail;
  /** Whether a machine wrote the other one. */
  automatic?: Automatic;
  inner?: Inner;
  /** Some of the text is not there. */
  isCut?: boolean;
  isBroken?: boolean;
};

const CUT = 'The text of the mail is too long; only its beginning was read. The mail itself is attached.';
const BROKEN = 'The HTML of the mail is broken; words may be missing, or code among them. The mail itself is attached.';

/**
 * With the mail itself as a file when what is shown of it is not all, or may not be, or the same is true of the mail around it. It comes
 * first: of very many files, a ticket lists the first ones.
 */
export function withItself(read: Read, outer: Pick<Read, 'isCut' | 'isBroken'>, raw: Buffer): Read {
  const doubts = [...(read.isCut || outer.isCut ? [CUT] : []), ...(read.isBroken || outer.isBroken ? [BROKEN] : [])];
  if (doubts.length === 0) return read;
  const { attachments, warnings } = read.content;
  const content = {
    ...read.content,
    attachments: [rawMailAsFile(raw), ...attachments],
    warnings: [...warnings, ...doubts],
  };
  return { ...read, content };
}
