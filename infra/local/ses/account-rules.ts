import { addressesIn, type Field } from './message-rules.ts';
import { SesRefusal } from './refusal.ts';
import type { SendRequest } from './request.ts';
import type { Rules } from './rules.ts';
import { isSimulator } from './simulator.ts';

/** Throws the refusal that was asked for, if one applies to this mail, and counts it. */
export function refuseOnDemand(rules: Rules, recipients: readonly string[]): void {
  const refusal = rules.refuse.find(({ to }) => to === undefined || recipients.includes(to));
  if (refusal === undefined) return;
  if (refusal.times !== undefined) {
    refusal.times -= 1;
    if (refusal.times === 0) rules.refuse.splice(rules.refuse.indexOf(refusal), 1);
  }
  throw new SesRefusal(refusal.code, refusal.message, refusal.status);
}

/** What the account is not allowed; throws `SesRefusal`. Texts and sources are in `refusal.ts`. */
export function checkAccount(
  rules: Rules,
  {
    region,
    request,
    header,
    recipients,
  }: { region: string; request: SendRequest; header: Field[]; recipients: string[] },
): void {
  if (rules.paused) {
    throw new SesRefusal(
      'MessageRejected',
      'Sending paused for this account. For more information, please check the inbox of the email address associated ' +
        'with your AWS account.',
    );
  }
  const { configurationSet } = request;
  if (configurationSet !== undefined && !Object.hasOwn(rules.configurationSets, configurationSet)) {
    throw new SesRefusal('ConfigurationSetDoesNotExist', `Configuration set <${configurationSet}> does not exist.`);
  }
  const senders = ['From', 'Sender', 'Return-Path'].flatMap((name) => addressesIn(header, name));
  if (request.source !== undefined) senders.push(request.source);
  const strangers = rules.sandbox ? recipients.filter((address) => !isSimulator(address)) : [];
  const failed = [...new Set([...senders, ...strangers])].filter((address) => !isVerified(rules, address));
  if (failed.length > 0) {
    const where = `The following identities failed the check in region ${region.toUpperCase()}`;
    throw new SesRefusal('MessageRejected', `Email address is not verified. ${where}: ${failed.join(', ')}`);
  }
}

/**
 * Whether an identity covers the address: itself, its domain, or a domain above that
 * (https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html).
 */
function isVerified({ verified }: Rules, address: string): boolean {
  const lower = address.toLowerCase();
  const domain = lower.slice(lower.lastIndexOf('@') + 1);
  return verified.some((identity) => {
    const own = identity.toLowerCase();
    return own === lower || own === domain || domain.endsWith(`.${own}`);
  });
}
