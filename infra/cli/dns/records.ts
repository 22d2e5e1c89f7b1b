import type { Deployment } from '../../settings-schema.ts';

/** A record that a stage needs. */
export type DnsRecord = {
  type: 'CNAME' | 'MX' | 'TXT';
  /** Without a dot at its end, as is a host in `value`. */
  name: string;
  /** As a zone file has it, save quotes. */
  value: string;
  why: string;
  /** Who writes it. */
  by: 'you' | 'the deploy';
};

/** How SES signs for the mail domain, and where it has bounces come back to. */
export type Signing = {
  /** Undefined: with a key that the admin brought along, whose record SES does not know. */
  dkim: { tokens: readonly string[]; zone: string } | undefined;
  mailFrom: string | undefined;
};

type Settings = Pick<Deployment, 'mailDomain' | 'sendingIdentity' | 'region' | 'zone'>;

/** The one host to which mail for a domain goes that SES receives in this Region (https://docs.aws.amazon.com/ses/latest/dg/receiving-email-mx-record.html). */
export const inboundServer = (region: string): string => `inbound-smtp.${region}.amazonaws.com`;

/**
 * The records of a stage, in the order in which to write them: the MX record last, since it leads customers' mail here. `web`: where the desk's own
 * name on the web leads. DKIM is three names that lead to keys of SES's
 * (https://docs.aws.amazon.com/ses/latest/dg/send-email-authentication-dkim-easy-managing.html), MAIL FROM one MX and one SPF record below the mail domain
 * (https://docs.aws.amazon.com/ses/latest/dg/mail-from.html).
 */
export function recordsOf(settings: Settings, signing: Signing, web?: { name: string; target: string }): DnsRecord[] {
  const { mailDomain, region, zone, sendingIdentity } = settings;
  const inZone = zone?.name === mailDomain;
  const identityBy = inZone && sendingIdentity === 'create' ? 'the deploy' : 'you';
  const { dkim, mailFrom } = signing;
  return [
    ...(dkim?.tokens ?? []).map(
      (token): DnsRecord => ({
        type: 'CNAME',
        name: `${token}._domainkey.${mailDomain}`,
        value: `${token}.${dkim?.zone}`,
        why: 'DKIM: the domain is ours, and mails are signed',
        by: identityBy,
      }),
    ),
    ...(mailFrom === undefined ? [] : mailFromRecords(mailFrom, region, identityBy)),
    {
      type: 'TXT',
      name: `_dmarc.${mailDomain}`,
      value: 'v=DMARC1; p=none',
      why: 'DMARC: others know what to do with forged mail; add "; rua=mailto:" with a mailbox of yours for reports',
      by: 'you',
    },
    ...(web
      ? [{ type: 'CNAME', name: web.name, value: web.target, why: 'the desk on the web', by: 'you' } as const]
      : []),
    {
      type: 'MX',
      name: mailDomain,
      value: `10 ${inboundServer(region)}`,
      why: 'last, when nothing but MX is red in preflight: customers’ mail comes here',
      by: inZone ? 'the deploy' : 'you',
    },
  ];
}

function mailFromRecords(name: string, region: string, by: DnsRecord['by']): DnsRecord[] {
  return [
    {
      type: 'MX',
      name,
      value: `10 feedback-smtp.${region}.amazonses.com`,
      why: 'MAIL FROM: bounces come back to SES',
      by,
    },
    {
      type: 'TXT',
      name,
      value: 'v=spf1 include:amazonses.com ~all',
      why: 'MAIL FROM: SES may send for the domain (SPF)',
      by,
    },
  ];
}
