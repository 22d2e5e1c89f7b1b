import type { AuthenticateResult } from 'mailauth';
import type { Verdicts } from '../../../shared/mail/verdicts.ts';
import type { Resolve } from './dns.ts';

/** How a mail came in. */
type Delivery = {
  raw: Buffer;
  /** Envelope sender; empty for a bounce. */
  sender: string;
  /** Address of the client and the name it greeted with. */
  ip: string;
  helo: string;
  /** Bare address of the one author; undefined when there is none, or more than one. */
  author: string | undefined;
};

export type SenderVerdicts = Pick<Verdicts, 'spf' | 'dkim' | 'dmarc' | 'dmarcPolicy'>;

/** What a sender is who logged in as the author of the mail: as good as proved. */
export const PROVED: SenderVerdicts = { spf: 'PASS', dkim: 'PASS', dmarc: 'PASS' };
const UNCHECKED: SenderVerdicts = { spf: 'GRAY', dkim: 'GRAY', dmarc: 'GRAY' };

/** Larger mails stay unchecked: a signature is checked byte by byte, and hostile bytes take a second each 5 MB. */
const MOST_BYTES = 5 * 1024 * 1024;

/**
 * SPF, DKIM and DMARC of a mail, in the words of SES. What could not be checked, for want of DNS or of a record, is GRAY.
 * SPF judges the client, which here is always this machine: a mail that was fetched elsewhere is proved by DKIM or not at
 * all. Never throws for what a stranger wrote.
 */
export async function checkSender(delivery: Delivery, resolver: Resolve): Promise<SenderVerdicts> {
  const { raw, sender, ip, helo, author } = delivery;
  if (raw.length > MOST_BYTES) return UNCHECKED;
  try {
    // Loaded with the first mail that needs it: a third of a second that no start of the desk should wait for.
    const { authenticate } = await import('mailauth');
    const options = { sender, ip, helo, mta: 'desk.local', resolver, disableArc: true, disableBimi: true };
    return verdictsOf(await authenticate(raw, options), author);
  } catch {
    return UNCHECKED;
  }
}

function verdictsOf({ spf, dkim, dmarc }: AuthenticateResult, author: string | undefined): SenderVerdicts {
  const signatures = dkim.results.map(({ status }) => status.result);
  const verdicts: SenderVerdicts = {
    spf: verdict(spf ? [spf.status.result] : []),
    dkim: verdict(signatures),
    dmarc: 'GRAY',
  };
  // Of two authors one may be forged, whichever domain they share.
  if (!dmarc || author === undefined) return verdicts;
  if (dmarc.status.result === 'pass') return { ...verdicts, dmarc: 'PASS' };
  // As SES has it, a failure that the domain does not mind is GRAY.
  if (dmarc.status.result !== 'fail' || !dmarc.policy || dmarc.policy === 'none') return verdicts;
  return { ...verdicts, dmarc: 'FAIL', dmarcPolicy: dmarc.policy };
}

/** One pass is enough; `none`, `neutral`, `softfail` and errors decide nothing. */
function verdict(results: string[]): 'PASS' | 'FAIL' | 'GRAY' {
  if (results.includes('pass')) return 'PASS';
  return results.includes('fail') ? 'FAIL' : 'GRAY';
}
