import { decodeWords } from '../../../shared/mail/reading/encoded-words.ts';
import type { Field } from './message-rules.ts';
import type { SesRefusal } from './refusal.ts';
import type { SendRequest } from './request.ts';

/** A mail that SES took: its envelope, its header as the desk wrote it, and what it was sent with. */
export type TakenMail = {
  messageId: string;
  /** Its id on the mailbox page. */
  shownAs?: string | undefined;
  /** Machine time (ISO, UTC). */
  at: string;
  /** Who hears of bounces. */
  source: string;
  destinations: string[];
  header: Field[];
  tags: SendRequest['tags'];
  configurationSet: string | undefined;
  raw: Buffer;
};

/** A mail that SES did not take. */
type RefusedMail = {
  at: string;
  code: string;
  message: string;
  from: string;
  to: string[];
  subject: string;
};

/** Enough for any look or test, little enough for a desk that runs for weeks. */
const MOST_KEPT = 10_000;

/** What became of the mails, newest last; the oldest go first. */
export function mailRecords() {
  const sent: Omit<TakenMail, 'raw'>[] = [];
  const refused: RefusedMail[] = [];
  const keep = <T>(list: T[], one: T) => {
    list.push(one);
    if (list.length > MOST_KEPT) list.shift();
  };
  return {
    taken: ({ raw: _, ...mail }: TakenMail) => keep(sent, mail),
    shown(messageId: string, shownAs: string | undefined) {
      const mail = sent.findLast((each) => each.messageId === messageId);
      if (mail) mail.shownAs = shownAs;
    },
    refused(refusal: SesRefusal, { destinations }: SendRequest, header: Field[], at: string) {
      const field = (name: string) => header.find((each) => each.name.toLowerCase() === name)?.value ?? '';
      keep(refused, {
        at,
        code: refusal.code,
        message: refusal.message,
        from: decodeWords(field('from')),
        to: destinations.length > 0 ? destinations : [decodeWords(field('to'))],
        subject: decodeWords(field('subject')),
      });
    },
    /** The page's button: what was refused is seen and done with. */
    forgetRefused: () => void refused.splice(0),
    /** Those since an instant (ISO, UTC), or all. */
    sentSince: (since = '') => sent.filter(({ at }) => at >= since),
    refusedSince: (since = '') => refused.filter(({ at }) => at >= since),
  };
}
