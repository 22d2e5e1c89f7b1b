import { isInHourOf, type RequestCounter } from '../../shared/ticket/flood.ts';

/** A count of unproved requests, and of those of pages, in memory. */
export function memoryRequests(): RequestCounter {
  const requests = new Map<string, { address: string; domain: string; source: string; at: number }>();
  const ofPages = new Map<string, { of: string; source: string; at: number }>();
  return {
    async count({ from, source, at }) {
      const address = from.toLowerCase();
      const own = { address, domain: address.slice(address.lastIndexOf('@') + 1), source, at: Date.parse(at) };
      requests.set(`${address} ${source} ${at}`, own);
      const recent = [...requests.values()].filter((each) => each.domain === own.domain && isInHourOf(each.at, own.at));
      const once = (each: typeof recent) => new Set(each.map((one) => `${one.address} ${one.source}`)).size;
      return { ofSender: once(recent.filter((each) => each.address === address)), ofDomain: once(recent) };
    },

    async within({ of, source, at, ms }) {
      ofPages.set(`${of} ${source} ${at}`, { of, source, at: Date.parse(at) });
      const recent = [...ofPages.values()].filter((each) => each.of === of && isInHourOf(each.at, Date.parse(at), ms));
      return new Set(recent.map((each) => each.source)).size;
    },
  };
}
