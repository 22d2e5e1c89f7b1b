import { cleanText } from '../clean.ts';
import { type Fault, tried } from '../tried.ts';
import { decodeText } from './charset.ts';
import { invitationLines } from './invitation.ts';
import type { FilePart } from './mail-parts.ts';
import { partCharset } from './part-type.ts';

/** Of all calendars of a mail together so much is read, in bytes: an invitation has some kB, and comes two or three times. */
const MAX_BYTES = 500_000;

const CALENDAR = /^(?:text\/(?:x-)?v?calendar|application\/ics)$/;

/** What the invitations among the parts say, each once, and whether there is more in them than is read. */
export function invitations(parts: readonly FilePart[], faults: Fault[]): string[] {
  const said = new Set<string>();
  let room = MAX_BYTES;
  let isCut = false;
  for (const { headers, content } of parts.filter(({ contentType }) => CALENDAR.test(contentType))) {
    const bytes = content.subarray(0, room);
    if (bytes.length < content.length) isCut = true;
    room -= bytes.length;
    if (bytes.length === 0) continue;
    const read = () => invitationLines(cleanText(decodeText(bytes, partCharset(headers)))).join('\n');
    const lines = tried(faults, 'invitation', read, '');
    if (lines !== '') said.add(lines);
  }
  return isCut
    ? [...said, 'There is more in the calendars of this mail than is shown here. They are attached.']
    : [...said];
}
