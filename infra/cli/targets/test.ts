import { parseArgs } from 'node:util';
import { cleanLine } from '../../../shared/mail/clean.ts';
import { requireTaken } from '../../../shared/targets/answer-of.ts';
import { makeTarget } from '../../../shared/targets/make-target.ts';
import { notificationOf } from '../../../shared/targets/notification.ts';
import { safeFetch } from '../../../shared/targets/safe-fetch.ts';
import { sampleEvent, sampleTicket } from '../../../shared/targets/sample.ts';
import type { StoredTarget } from '../../../shared/targets/stored-target.ts';
import { type Call, RateLimited, TargetRefused } from '../../../shared/targets/target.ts';
import { CommandError, type Io } from '../command.ts';
import { openTargets, requireTarget, type TargetsOfDesk } from './open.ts';

/**
 * `targets test NAME`: tells it of a ticket that is not there, marked as a sample, and prints what came back. An incident is made and solved. One
 * that works is well from then on, whatever was before, and told again if it was given up; a contact, when the mail has arrived. It goes out from this machine, and not from AWS.
 */
export async function targetsTest(args: string[], io: Io, open = openTargets): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: { stage: { type: 'string' } }, allowPositionals: true });
  const [name, ...more] = positionals;
  if (name === undefined || more.length > 0) throw new CommandError('give one NAME, as targets list shows it', 2);
  const desk = await open(values.stage);
  const target = await requireTarget(desk, name);
  const made = makeTarget(target.kind, (await desk.secret.read())[name]);
  if ('why' in made) throw new CommandError(`${name} cannot be used: ${made.why}`);
  const now = await desk.time();
  const parts = {
    settings: desk.settings,
    language: target.language ?? desk.settings.defaults.language,
    now,
    isSample: true,
  };
  const sample = sampleTicket(desk.settings, now);
  for (const type of target.kind === 'pager-duty' ? (['breached', 'responded'] as const) : (['breached'] as const)) {
    const said = notificationOf(sampleEvent(type, desk.settings, now), sample, parts);
    const call = made.target.call(said, new Date());
    if (call && !(await deliver(desk, { target, call, at: now.toISOString() }, io))) return 1;
  }
  // Of a mail to a contact its report notes that: the queue alone says nothing of the address.
  if (target.kind !== 'mail') await desk.tellings.well(name, now.toISOString());
  return 0;
}

type Sample = { target: StoredTarget; call: Call; at: string };

/** Whether it was taken; what came back is printed either way. */
async function deliver(desk: TargetsOfDesk, { target, call, at }: Sample, io: Io): Promise<boolean> {
  if ('mailTo' in call) return mail(desk, { target, contact: call.mailTo, at }, io);
  try {
    const answer = await safeFetch(call, desk.fetch);
    const said = cleanLine(answer.said, 500);
    io.stdout.write(`it answered ${answer.status}${said ? `: ${said}` : ''}\n`);
    requireTaken(answer, new Date());
    return true;
  } catch (error) {
    if (!(error instanceof RateLimited || error instanceof TargetRefused)) throw error;
    io.stderr.write(`${target.name} did not take it: ${error.message}\n`);
    return false;
  }
}

async function mail(
  desk: TargetsOfDesk,
  { target, contact, at }: { target: StoredTarget; contact: string; at: string },
  io: Io,
): Promise<boolean> {
  const { name, language = desk.settings.defaults.language } = target;
  const entry = { contact, name, ticketId: 'sample', what: 'breached', at, language, isSample: true as const };
  const put = await desk.teamMail.put([entry]);
  if (put.outcome === 'done') io.stdout.write(`a sample is on its way to ${contact}: look whether it arrives\n`);
  else io.stderr.write(`the queue of the team’s mail did not take it: ${put.reason}\n`);
  return put.outcome === 'done';
}
