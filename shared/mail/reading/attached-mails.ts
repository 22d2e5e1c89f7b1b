import { cleanLine } from '../clean.ts';
import type { InboundAttachment } from '../inbound.ts';
import type { Fault } from '../tried.ts';
import { readFields } from './fields.ts';
import { isMail } from './file-name.ts';
import { readHeaders } from './headers.ts';
import { headerLines } from './raw-mail.ts';

/** More are listed among the files. */
const MOST = 10;

/** What the mails are that are all there is of a mail: somebody forwarded them without a word. */
export function attachedMails(files: readonly InboundAttachment[], faults: Fault[]): string[] {
  const mails = files.filter(({ contentType, itself }) => isMail(contentType) && !itself);
  return mails.slice(0, MOST).map(({ filename, content }) => {
    const { subject, from } = readFields(readHeaders(headerLines(content), undefined), content, faults);
    const sender = from ? ` from ${from.name ? `${from.name} <${from.address}>` : from.address}` : '';
    return cleanLine(`A mail${sender} is attached: ${subject || 'no subject'} (${filename})`);
  });
}
