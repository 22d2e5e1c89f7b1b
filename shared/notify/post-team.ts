import { reportTags } from '../mail/report-tags.ts';
import { bounceAddress, type Notice } from '../mail/signed/bounce-address.ts';
import { digestAddress } from '../mail/signed/digest-address.ts';
import { loopHeader } from '../mail/signed/loop-header.ts';
import type { MailContent } from '../mail/templates/content.ts';
import { DEFAULT_CAPS, maySend, type Permission, recipientHash } from '../ticket/caps.ts';
import { isOwnAddress } from '../ticket/desk-addresses.ts';
import type { Desk } from '../ticket/ports.ts';
import { logPosted } from './log-posted.ts';
import { type Posted, type Recipient, roleOf } from './post.ts';

type TeamLetter = {
  content: MailContent;
  /** By which the mail service's reports tell what it was. */
  purpose: 'held' | 'digest' | 'notice' | 'escalation' | 'contact';
  /** Where an answer goes; left out: to nobody, and its writer is told so. */
  replyTo?: string;
  /** Whose mail it is when it comes back; left out: about nothing. */
  reportable?: Omit<Notice, 'to'>;
  /** The same of a mail that is of no ticket: what the mail service's reports say it was, beside its reader. */
  tags?: Readonly<Record<string, string>>;
  /**
   * How many go in a UTC day, of a mail that answers one: two programs would keep each other busy. They are counted by this name, apart from
   * all else that goes to the address.
   */
  limit?: { name: string; mostADay: number };
  /** What the log names when it does not go. */
  about: string;
};

/** Sends somebody of the team a mail that is of no one ticket: a held mail, a digest. Marked as ours; never to an address of ours. */
export async function postTeam(desk: Desk, to: Recipient, letter: TeamLetter): Promise<Posted> {
  const { settings } = desk;
  const { content, purpose, about, limit } = letter;
  const at = desk.now().toISOString();
  const record = { to: to.address, at, automatic: true };
  const permission = await mayPost(desk, to.address, at, limit);
  if (!permission.send) {
    desk.log.error('a mail was withheld', { about, reason: permission.reason });
    return { ...record, result: { outcome: 'withheld', reason: permission.reason } };
  }
  const [key = ''] = await desk.secrets.signingKeys();
  const reader = recipientHash(to.address);
  const reportable = letter.reportable && { ...letter.reportable, to: reader };
  const result = await desk.mailer.send({
    from: { address: settings.supportAddress, name: settings.deskName },
    recipient: to.address,
    to: [{ address: to.address, ...(to.name && { name: to.name }) }],
    replyTo: letter.replyTo ?? digestAddress(key, settings.supportAddress, recipientHash(to.address)),
    ...content,
    references: [],
    automatic: true,
    mark: loopHeader(key, settings.supportAddress),
    ...(reportable && { returnPath: bounceAddress(key, settings.supportAddress, reportable) }),
    tags: {
      ...(letter.tags && { ...letter.tags, reader }),
      ...(reportable && reportTags(reportable)),
      purpose,
      to: roleOf(settings, to),
    },
    attachments: [],
  });
  if (limit && result.outcome === 'done') {
    // Best effort: a mail that left must not be sent again since it could not be counted.
    await desk.sendCounter.count(limit.name, at, 'notice').catch((error: unknown) => {
      desk.log.warn('a mail could not be counted', { about, error });
    });
  }
  logPosted(desk.log, result, { about, purpose });
  return { ...record, at: desk.now().toISOString(), result };
}

async function mayPost(desk: Desk, to: string, at: string, limit: TeamLetter['limit']): Promise<Permission> {
  const { settings, sendCounter: counter } = desk;
  const isOwn = (address: string) => isOwnAddress(settings, address);
  const caps = { ...DEFAULT_CAPS, ...settings.caps };
  const permission = await maySend({ caps, counter, isOwn }, { to, at, purpose: 'notice', team: true }, []);
  if (!permission.send || !limit || (await counter.recent(limit.name, at)).day < limit.mostADay) return permission;
  return { send: false, reason: `it has had ${limit.mostADay} such mails today` };
}
