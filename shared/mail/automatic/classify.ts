import { readBounce } from './bounce/read-bounce.ts';
import { byName } from './fields.ts';
import type { Automatic, AutomaticInput } from './findings.ts';
import { listReason } from './list.ts';
import { asksForSilence, readMachineFields } from './machine-fields.ts';
import { reportReason } from './reports.ts';
import { readSender } from './sender.ts';
import { readWording } from './wording.ts';

/**
 * Who wrote a mail: a person, or which kind of machine. Proof are the fields and the structure that only machines make (RFC 3834,
 * 2369, 2919, 3464, 5965, 8098); words are a hint and never more, for a person's mail called a machine's is a customer unheard.
 * The null return path proves nothing: redirected mail has it too.
 */
export function classify(input: AutomaticInput): Automatic {
  const fields = byName(input.headers);
  const sender = readSender(fields, input);
  const wording = readWording(input.subject, input.text);
  const bounce = readBounce(input, fields, sender, wording.isReply);
  const { answer, request, denied } = readMachineFields(fields);
  const refers = fields.has('in-reply-to') || fields.has('references');
  // Exchange's note of absence is `auto-generated`, as is what its rules pass on: only what the mail system itself puts before the
  // subject tells them apart. Other words are the writer's, and whether a mail of ours is answered is for those who have them.
  const answers = request !== undefined && refers && wording.isAnnounced;
  const autoReply = answer ?? (bounce ? undefined : reportReason(input)) ?? (answers ? request : undefined) ?? false;
  return {
    autoReply,
    generated: autoReply ? false : (request ?? false),
    bounce,
    list: listReason(fields),
    noReply: sender.noReply ? 'its address says that nobody reads it' : (asksForSilence(fields) ?? false),
    hint: bounce || denied ? false : wording.hint,
  };
}
