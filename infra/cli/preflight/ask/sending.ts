import {
  GetAccountCommand,
  GetEmailIdentityCommand,
  GetSuppressedDestinationCommand,
  NotFoundException,
  type SESv2Client,
} from '@aws-sdk/client-sesv2';
import type { Signing } from '../../dns/records.ts';
import type { Account, Identity, Suppressed } from '../facts.ts';

export async function askIdentity(client: SESv2Client, EmailIdentity: string): Promise<Identity | undefined> {
  const found = await unlessMissing(() => client.send(new GetEmailIdentityCommand({ EmailIdentity })));
  if (!found) return undefined;
  const { VerifiedForSendingStatus = false, DkimAttributes, MailFromAttributes } = found;
  const domain = MailFromAttributes?.MailFromDomain;
  return {
    isVerified: VerifiedForSendingStatus,
    dkim: DkimAttributes?.Status ?? 'NOT_STARTED',
    mailFrom: domain ? { domain, status: MailFromAttributes?.MailFromDomainStatus ?? 'PENDING' } : undefined,
  };
}

/** Where the keys of SES's own signature are, when it does not say (https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DkimAttributes.html). */
const KEYS = 'dkim.amazonses.com';

/** What the DNS of a mail domain is to say of SES; undefined: SES has no such identity. */
export async function askSigning(client: SESv2Client, EmailIdentity: string): Promise<Signing | undefined> {
  const found = await unlessMissing(() => client.send(new GetEmailIdentityCommand({ EmailIdentity })));
  if (!found) return undefined;
  const { Tokens = [], SigningHostedZone, SigningAttributesOrigin } = found.DkimAttributes ?? {};
  return {
    dkim: SigningAttributesOrigin === 'EXTERNAL' ? undefined : { tokens: Tokens, zone: SigningHostedZone ?? KEYS },
    mailFrom: found.MailFromAttributes?.MailFromDomain || undefined,
  };
}

export async function askAccount(client: SESv2Client): Promise<Account> {
  const { ProductionAccessEnabled, SendingEnabled, SendQuota } = await client.send(new GetAccountCommand({}));
  return {
    isProduction: ProductionAccessEnabled === true,
    isSendingEnabled: SendingEnabled === true,
    perDay: SendQuota?.Max24HourSend ?? 0,
    perSecond: SendQuota?.MaxSendRate ?? 0,
  };
}

/** Those of the addresses that are on the account's suppression list. One after the other: SES answers few of these a second. */
export async function askSuppressed(client: SESv2Client, addresses: readonly string[]): Promise<Suppressed[]> {
  const suppressed: Suppressed[] = [];
  for (const address of new Set(addresses)) {
    const ask = new GetSuppressedDestinationCommand({ EmailAddress: address });
    const found = await unlessMissing(() => client.send(ask));
    if (found) suppressed.push({ address, reason: found.SuppressedDestination?.Reason ?? 'unknown' });
  }
  return suppressed;
}

async function unlessMissing<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof NotFoundException) return undefined;
    throw error;
  }
}
