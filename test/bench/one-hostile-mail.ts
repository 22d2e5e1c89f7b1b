/**
 * Reads the mail in a file, and prints as JSON the CPU seconds of reading it, the most memory this process ever held in MB, why
 * its reading was cut short, and a hash of what came of it: `node one-hostile-mail.ts mail.eml`.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mailLine } from '../../infra/cli/mail/mail-line.ts';
import { parseMail } from '../../shared/mail/parse.ts';

const raw = readFileSync(process.argv[2] ?? '');
const faults: string[] = [];
const before = process.cpuUsage();
const line = await parseMail(raw, undefined, (fault) => faults.push(String(fault))).then(mailLine, String);
const { user, system } = process.cpuUsage(before);
const megabytes = process.resourceUsage().maxRSS / 1024;
const hash = createHash('sha256').update(JSON.stringify(line)).digest('hex');
console.log(JSON.stringify({ seconds: (user + system) / 1e6, megabytes, faults, hash }));
