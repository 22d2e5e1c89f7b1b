/** Reads one mail of so many MB, and prints the most memory this process ever held, in MB: `node peak-memory.ts ours 10`. */
import { simpleParser } from 'mailparser';
import { parseMail } from '../../shared/mail/parse.ts';

const [way, megabytes] = process.argv.slice(2);
const line = `${Buffer.alloc(57, 'photo of a door ').toString('base64')}\r\n`;
const header = [
  'From: Anna <anna@rossi.example>',
  'Subject: A large file',
  'Content-Type: multipart/mixed; boundary=x',
  '',
  '--x',
  'Content-Type: text/plain',
  '',
  'See the file.',
  '--x',
  'Content-Type: video/mp4; name=door.mp4',
  'Content-Transfer-Encoding: base64',
  '',
  '',
].join('\r\n');
const lines = Math.floor((Number(megabytes) * 1_000_000) / line.length);
const body = Buffer.alloc(lines * line.length, line);
const raw = Buffer.concat([Buffer.from(header), body, Buffer.from('--x--\r\n')]);
const attachments = way === 'ours' ? (await parseMail(raw)).attachments : (await simpleParser(raw)).attachments;
if (attachments.length !== 1) throw new Error(`${way} read ${attachments.length} files`);
console.log(Math.round(process.resourceUsage().maxRSS / 1024));
process.exit();
