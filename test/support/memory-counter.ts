import { type CountedMail, type SendCounter, TEN_MINUTES_MS } from '../../shared/ticket/caps.ts';

/** A count of sent mails in memory; as the table's, it begins anew each UTC day. */
export function memoryCounter(): SendCounter {
  const days = new Map<string, { at: number; as: CountedMail }[]>();
  const links = new Map<string, number>();
  const muted = new Map<string, string>();
  const keyOf = (recipient: string, at: string) => `${recipient.toLowerCase()} ${at.slice(0, 10)}`;
  return {
    async recent(recipient, at) {
      const day = days.get(keyOf(recipient, at)) ?? [];
      const recent = day.filter((mail) => mail.at > Date.parse(at) - TEN_MINUTES_MS);
      const unproved = (mails: typeof day) => mails.filter(({ as }) => as === 'unproved acknowledgement').length;
      return {
        tenMinutes: recent.length,
        day: day.length,
        acknowledgements: recent.filter(({ as }) => as.endsWith('acknowledgement')).length,
        ...(unproved(day) > 0 && { unproved: { tenMinutes: unproved(recent), day: unproved(day) } }),
      };
    },
    async claimLink(recipient, to, at, most) {
      const key = `${to} ${keyOf(recipient, at)}`;
      const claimed = links.get(key) ?? 0;
      if (claimed >= most) return false;
      links.set(key, claimed + 1);
      return true;
    },
    async count(recipient, at, as) {
      const key = keyOf(recipient, at);
      days.set(key, [...(days.get(key) ?? []), { at: Date.parse(at), as }]);
    },
    async mute(recipient, until) {
      muted.set(recipient.toLowerCase(), until);
    },
    async isMuted(recipient, at) {
      return at < (muted.get(recipient.toLowerCase()) ?? '');
    },
  };
}
