import * as z from 'zod';

/** What the mail service says of a mail it received. `UNKNOWN`: it said nothing, or a word that we do not know. */
const STATUSES = ['PASS', 'FAIL', 'GRAY', 'PROCESSING_FAILED', 'DISABLED', 'UNKNOWN'] as const;
const status = z.enum(STATUSES).catch('UNKNOWN');
export type VerdictStatus = z.infer<typeof status>;

/**
 * The verdicts of SES receiving, all of them
 * (https://docs.aws.amazon.com/ses/latest/dg/receiving-email-notifications-contents.html#receiving-email-notifications-contents-spfverdict-object).
 * The service acts on none of them by itself.
 */
export const verdictsSchema = z.object({
  spam: status,
  virus: status,
  spf: status,
  dkim: status,
  dmarc: status,
  /** What the From domain asks for when DMARC failed, in lower case; SES tells it only then. */
  dmarcPolicy: z.string().optional(),
});
export type Verdicts = z.infer<typeof verdictsSchema>;

/** In the policy's place where nobody says what the From domain asks for: it may be the worst. */
export const UNKNOWN_POLICY = 'unknown';

export type Judgement = {
  /** The mail is not to become a ticket by itself. */
  quarantine?: 'virus' | 'spam';
  /** The From address is proved. */
  authenticated: boolean;
  /** In words for an agent. */
  warnings: string[];
};

/** That the domain of From asks to let no such mail in, in words, when DMARC failed and it may ask that. */
export function domainAsks({ dmarc, dmarcPolicy }: Verdicts): string | undefined {
  if (dmarc !== 'FAIL' || dmarcPolicy === undefined || dmarcPolicy === 'none') return undefined;
  if (dmarcPolicy === UNKNOWN_POLICY) return 'what the domain of its From asks to do with such mail is not known';
  return `the domain of its From asks to ${dmarcPolicy} such mail`;
}

/** Without a finding, or with a scan that the admin switched off, there is nothing to warn of. */
const SCANNED = new Set<VerdictStatus>(['PASS', 'FAIL', 'DISABLED']);

/**
 * What the verdicts mean for a mail. Only a DMARC pass authenticates: `GRAY` includes "failed, but the domain has no policy",
 * and a check that could not be made proves nothing. An aligned DKIM signature would prove as much, but DKIM's verdict says
 * neither whose signature passed nor whether its domain is that of the From; DMARC passes whenever an aligned one does and
 * the domain has a DMARC record at all. A virus goes before spam. A check that failed to run makes a ticket with a warning.
 */
export function judge(verdicts: Verdicts): Judgement {
  const { spam, virus, spf, dkim, dmarc } = verdicts;
  const warnings: string[] = [];
  if (!SCANNED.has(virus)) warnings.push('it could not be scanned for viruses: open its attachments with care');
  if (spam === 'PROCESSING_FAILED') warnings.push('it could not be checked for spam');
  const unchecked = Object.entries({ SPF: spf, DKIM: dkim, DMARC: dmarc }).filter(
    ([, is]) => is === 'PROCESSING_FAILED',
  );
  if (dmarc !== 'PASS' && unchecked.length > 0) {
    warnings.push(`its sender could not be checked (${unchecked.map(([name]) => name).join(', ')})`);
  }
  if (dmarc === 'FAIL') {
    const asks = domainAsks(verdicts);
    warnings.push(`its From is not proved: DMARC failed${asks ? `, and ${asks}` : ''}`);
  }
  const quarantine = virus === 'FAIL' ? 'virus' : spam === 'FAIL' ? 'spam' : undefined;
  return { ...(quarantine && { quarantine }), authenticated: dmarc === 'PASS', warnings };
}
