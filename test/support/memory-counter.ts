import { type SendCounter, TEN_MINUTES_MS } from '../../shared/ticket/caps.ts';

/** A count of sent mails in memory; as the table's, it begins anew each UTC day. */
export function memoryCounter(): SendCounter {
  const days = new Map<string, { at: number; acknowledgement: boolean }[]>();
  return {
    async count(recipient, at, purpose) {
      const now = Date.parse(at);
      const key = `${recipient.toLowerCase()} ${at.slice(0, 10)}`;
      const day = [...(days.get(key) ?? []), { at: now, acknowledgement: purpose === 'acknowledgement' }];
      days.set(key, day);
      const recent = day.filter((mail) => mail.at > now - TEN_MINUTES_MS);
      const acknowledgements = recent.filter((mail) => mail.acknowledgement).length;
      return { tenMinutes: recent.length, day: day.length, acknowledgements };
    },
  };
}
