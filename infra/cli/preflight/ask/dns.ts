import type { Resolver } from 'node:dns/promises';

export type Dns = Pick<Resolver, 'resolveCname' | 'resolveMx' | 'resolveTxt'>;

/** What the name server says when a name, or its record of that kind, is not there. */
const NOTHING = ['ENODATA', 'ENOTFOUND'];

/** The mail servers of a domain, in lower case. */
export async function askMx(dns: Dns, domain: string): Promise<string[]> {
  const records = await orNothing(() => dns.resolveMx(domain));
  return records.map(({ exchange }) => exchange.toLowerCase());
}

/** Where a name leads, in lower case. */
export async function askCname(dns: Dns, name: string): Promise<string[]> {
  const names = await orNothing(() => dns.resolveCname(name));
  return names.map((each) => each.toLowerCase());
}

/** Texts of a name, each with its parts put together. */
export async function askTxt(dns: Dns, name: string): Promise<string[]> {
  const records = await orNothing(() => dns.resolveTxt(name));
  return records.map((parts) => parts.join(''));
}

/** The DMARC record that counts for a domain: its own, else of the nearest domain above it (https://www.rfc-editor.org/rfc/rfc7489, section 6.6.3). */
export async function askDmarc(dns: Dns, domain: string): Promise<string | undefined> {
  const labels = domain.split('.');
  // A top-level domain has none.
  for (let first = 0; first < labels.length - 1; first += 1) {
    const texts = await askTxt(dns, `_dmarc.${labels.slice(first).join('.')}`);
    const found = texts.find((text) => /^v=DMARC1\s*(;|$)/.test(text));
    if (found !== undefined) return found;
  }
  return undefined;
}

async function orNothing<T>(ask: () => Promise<T[]>): Promise<T[]> {
  try {
    return await ask();
  } catch (error) {
    if (NOTHING.includes(String((error as NodeJS.ErrnoException).code))) return [];
    throw error;
  }
}
