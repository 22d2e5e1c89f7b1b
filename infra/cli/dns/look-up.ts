import { askCname, askDmarc, askMx, askTxt, type Dns } from '../preflight/ask/dns.ts';
import type { DnsRecord } from './records.ts';

/** What the name servers have in a record's place. `other`: something else, which is `found`; `not known`: they did not answer, and `found` says why. */
export type Standing = { state: 'there' | 'missing' | 'other' | 'not known'; found?: string };

/** Looks for a record where the world would. */
export async function lookUp(dns: Dns, record: DnsRecord): Promise<Standing> {
  try {
    return await standingOf(dns, record);
  } catch (error) {
    return { state: 'not known', found: error instanceof Error ? error.message : String(error) };
  }
}

async function standingOf(dns: Dns, { type, name, value }: DnsRecord): Promise<Standing> {
  if (type === 'CNAME') return compare(await askCname(dns, name), (each) => each === value.toLowerCase());
  // Beside another server mail goes to either, and SES wants to be alone.
  if (type === 'MX') return compare(await askMx(dns, name), (each) => `10 ${each}` === value);
  if (name.startsWith('_dmarc.')) return policy(await askDmarc(dns, name.slice('_dmarc.'.length)));
  const spf = (await askTxt(dns, name)).filter((text) => /^v=spf1(\s|$)/i.test(text));
  return compare(spf, (text) => /\sinclude:amazonses\.com(\s|$)/i.test(text));
}

/** Of each of these kinds there may be one. */
function compare(found: readonly string[], isIt: (each: string) => boolean): Standing {
  if (found.length === 0) return { state: 'missing' };
  const isThere = found.length === 1 && found.every(isIt);
  return { state: isThere ? 'there' : 'other', found: found.join(', ') };
}

/** Any policy is one, and that of a domain above counts. */
function policy(found: string | undefined): Standing {
  return found === undefined ? { state: 'missing' } : { state: 'there', found };
}
