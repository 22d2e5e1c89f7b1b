import { detectExtension } from 'nodemailer/lib/mime-funcs';
import { cleanLine } from '../clean.ts';

const MAX_FILENAME = 150;

/** Names of files that mailers send without one, by type: mail programs know them by these. */
const USUAL_NAMES: Record<string, string> = {
  'application/ms-tnef': 'winmail.dat',
  'text/calendar': 'invite.ics',
  'message/delivery-status': 'delivery-status.txt',
  'message/disposition-notification': 'disposition-notification.txt',
  'message/feedback-report': 'feedback-report.txt',
  'text/rfc822-headers': 'headers.txt',
};

/** Where the list of types has none, or another. */
const EXTENSIONS: Record<string, string> = { 'text/rtf': 'rtf', 'application/rtf': 'rtf' };

/** Devices of Windows: no file can have such a name there, whatever its extension. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/**
 * A name without its path, fit for any file system and for a header; one is made up from type and `place` among the files
 * when the part has none.
 */
export function fileName(given: string, contentType: string, place: number): string {
  const base = cleanLine(given, 2_000).replace(/^.*[/\\]/, '');
  const name = base
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[. ]+|[. ]+$/g, '')
    .replace(DEVICE, '_$1');
  if (!name) return nameless(contentType, place);
  const whole = `${name}${suffix(name, contentType)}`;
  if (whole.length <= MAX_FILENAME) return whole;
  const extension = /\.\w{1,10}$/.exec(whole)?.[0] ?? '';
  return `${whole.slice(0, MAX_FILENAME - extension.length).toWellFormed()}${extension}`;
}

/** What an old Mac sends beside a file, under its name, opens nowhere else (RFC 1740). */
function suffix(name: string, contentType: string): string {
  if (contentType === 'application/applefile') return '.applefile';
  return isMail(contentType) && !/\.\w{2,4}$/.test(name) ? '.eml' : '';
}

/** A mail within a mail, in ASCII or in UTF-8 (RFC 6532, 3.7). */
export function isMail(contentType: string): boolean {
  return contentType === 'message/rfc822' || contentType === 'message/global';
}

function nameless(contentType: string, place: number): string {
  if (isMail(contentType)) return `message-${place}.eml`;
  const extension = EXTENSIONS[contentType] ?? detectExtension(contentType);
  // Of an unknown type it is `*`.
  return USUAL_NAMES[contentType] ?? `file-${place}.${/^\w+$/.test(extension) ? extension : 'bin'}`;
}
