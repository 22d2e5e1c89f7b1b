import { escapeHtml } from '../html/escape.ts';
import type { InboundAttachment, InboundMail } from '../inbound.ts';
import { type Fault, tried } from '../tried.ts';
import { attachedMails } from './attached-mails.ts';
import { externalBodies } from './external-body.ts';
import { invitations } from './invitations.ts';
import type { FilePart } from './mail-parts.ts';

type Shown = Pick<InboundMail, 'text' | 'replyText' | 'html'>;

/** Types of files that hold a whole mail, or its text, in a form that nothing here reads; and what to say of them. */
const UNSHOWN: readonly (readonly [type: RegExp, name: RegExp, sentence: (name: string) => string])[] = [
  [
    /^application\/(?:vnd\.|x-)?(?:ms-)?tnef$/,
    /^winmail(?:\s?\(\d+\)|\d+)?\.dat$/i,
    (name) => `Outlook packed text or files of this mail into ${name}, which cannot be shown here. It is attached.`,
  ],
  [
    /^application\/(?:x-)?pkcs7-mime$/,
    /^(?:smime|encrypted|mail|message|unnamed|file-\d+)?(?:\.p7m)+$/i,
    (name) => `This mail is inside ${name} (S/MIME, signed or encrypted), which cannot be shown here. It is attached.`,
  ],
  [
    /^application\/pgp-encrypted$/,
    /^$/,
    () => 'This mail is encrypted (PGP) and cannot be shown here. What came is attached.',
  ],
  [
    /^message\/partial$/,
    /^$/,
    (name) => `This is a piece of a larger mail (${name}), which cannot be put together here. It is attached.`,
  ],
];

/** What TNEF begins with, whatever it is called ([MS-OXTNEF], 2.1.3.1). */
const TNEF = Buffer.from([0x78, 0x9f, 0x3e, 0x22]);

/**
 * Lines of the desk's own: what an invitation says, and that there is content which cannot be shown. `files` are
 * in the order of `parts`; a mail that `isSilent` has no words of its own.
 */
export function addedLines(
  files: readonly InboundAttachment[],
  parts: readonly FilePart[],
  isSilent: boolean,
  faults: Fault[],
): string {
  const announced = files.flatMap((file) => tried(faults, 'unshown content', () => announcement(file), []));
  const elsewhere = tried(faults, 'external bodies', () => externalBodies(parts), []);
  const mails = isSilent ? tried(faults, 'attached mails', () => attachedMails(files, faults), []) : [];
  return [...announced, ...mails, ...elsewhere, ...invitations(parts, faults)].join('\n');
}

/** What is shown of a mail with those lines below. */
export function withLines<T extends Shown>(mail: T, lines: string): T {
  if (lines === '') return mail;
  const below = (text: string) => (text.trim() === '' ? lines : `${text.trimEnd()}\n\n${lines}`);
  const html = mail.html && `${mail.html}\n<div style="white-space: pre-wrap">\n${escapeHtml(lines)}</div>`;
  return { ...mail, text: below(mail.text), replyText: below(mail.replyText), ...(html && { html }) };
}

/** Whether a file holds a whole mail, or its text, that cannot be shown. */
export function isUnshown(file: InboundAttachment): boolean {
  return announcement(file).length > 0;
}

/** A signed document has a name of its own before `.p7m`, and is a file like any other. */
function announcement({ contentType, filename, content }: InboundAttachment): string[] {
  const isDocument =
    /\.(?!p7m)\w{2,5}\.p7m$/i.test(filename) ||
    (/\.p7m$/i.test(filename) && !/^(?:smime|encrypted|mail|message)\b/i.test(filename));
  const found = UNSHOWN.find(([type, name]) => name.test(filename) || (type.test(contentType) && !isDocument));
  if (!found && TNEF.equals(content.subarray(0, 4))) return [UNSHOWN[0]?.[2](filename) ?? ''];
  return found ? [found[2](filename)] : [];
}
