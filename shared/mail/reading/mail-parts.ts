import type { MailHeaders } from './headers.ts';

/** A part of a mail that holds text, or other parts. */
export type TextPart = { contentType: string; text?: string; children: TextPart[] };

/** A part that is a file; its header fields, name and all, are still to be read. */
export type FilePart = { contentType: string; headers: MailHeaders; content: Buffer };

/** The parts of a mail, before anything is made of them. */
export type MailParts = {
  headers: MailHeaders;
  body: TextPart;
  files: FilePart[];
  /** Something that says it has parts has none. */
  isBroken: boolean;
  /** In which encoding some text is, is a mere guess. */
  isDoubtful: boolean;
  /** Its texts were too long, and only their beginning is there. */
  isCut: boolean;
};
