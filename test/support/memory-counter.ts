import { type SendCounter, TEN_MINUTES_MS } from '../../shared/ticket/caps.ts';

/** A count of sent mails in memory; as the table's, it begins anew each UTC day. */
export function memoryCounter(): SendCounter {
  const days = new Map<string, { at: number; acknowledgement: boolean }[]>();
  const keyOf = (recipient: string, at: string) => `${recipient.toLowerCase()} ${at.slice(0, 10)}`;
  return {
    async recent(recipient, at) {
      const day = days.get(keyOf(recipient, at)) ?? [];
      const recent = day.filter((mail) => mail.at > Date.parse(at) - TEN_MINUTES_MS);
      const acknowledgements = recent.filter((mail) => mail.acknowledgement).length;
      return { tenMinutes: recent.length, day: day.length, acknowledgements };
    },
    async count(recipient, at, purpose) {
      const key = keyOf(recipient, at);
      days.set(key, [...(days.get(key) ?? []), { at: Date.parse(at), acknowledgement: purpose === 'acknowledgement' }]);
    },
  };
}
