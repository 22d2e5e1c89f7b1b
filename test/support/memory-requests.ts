import { isInHourOf, type RequestCounter } from '../../shared/ticket/flood.ts';

/** A count of unproved requests in memory. */
export function memoryRequests(): RequestCounter {
  const requests = new Map<string, { address: string; domain: string; at: number }>();
  return {
    async count({ from, source, at }) {
      const address = from.toLowerCase();
      const own = { address, domain: address.slice(address.lastIndexOf('@') + 1), at: Date.parse(at) };
      requests.set(`${address} ${source} ${at}`, own);
      const recent = [...requests.values()].filter((each) => each.domain === own.domain && isInHourOf(each.at, own.at));
      return { ofSender: recent.filter((each) => each.address === address).length, ofDomain: recent.length };
    },
  };
}
