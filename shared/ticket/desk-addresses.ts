import { domainOf } from '../address.ts';
import type { InboundMail } from '../mail/inbound.ts';
import { isDeskAddress } from '../mail/signed/reply-address.ts';
import type { Settings } from '../settings.ts';

/** Where a request came in: an address of the desk, or a form; and what it takes from there when nobody else says. */
export type Door = {
  name: string;
  defaults: Partial<Pick<Settings['defaults'], 'priority' | 'plan' | 'language'>>;
};

/** A mailbox elsewhere that passes its mail on to the desk. */
export type Forwarder = NonNullable<Settings['forwardedFrom']>[number];

/** Whether mail to this address comes to the desk, with a label or without: also where a mailbox elsewhere passes it on. */
export function isOwnAddress(settings: Settings, address: string): boolean {
  return ownAddresses(settings).some((each) => isDeskAddress(each, address));
}

/** What the mail domain has to receive whatever else it does (https://www.rfc-editor.org/rfc/rfc2142, section 4 and 5). */
const ROLES = ['postmaster', 'abuse'];

type Addresses = Pick<Settings, 'supportAddress' | 'addresses' | 'forwardedFrom'>;

/** The addresses at which the mail service takes mail for the desk, each once: those of the settings, and of its domain's roles. */
export function receivedAt({ supportAddress, addresses = [] }: Addresses): string[] {
  const roles = ROLES.map((role) => `${role}@${domainOf(supportAddress)}`);
  return [...new Set([supportAddress, ...addresses.map(({ address }) => address), ...roles])];
}

/** Every address that people write to: where the desk's mail is received, and mailboxes elsewhere that pass their mail on. */
export function ownAddresses(settings: Addresses): string[] {
  return [...receivedAt(settings), ...(settings.forwardedFrom ?? []).map(({ address }) => address)];
}

/**
 * Whether To or Cc of a mail names an address of ours, a signed one too. Else the desk is in Bcc or in the envelope only, where whoever
 * has an old mail can put it (docs/promise.md section 9).
 */
export function isToDesk({ to, cc }: Pick<InboundMail, 'to' | 'cc'>, settings: Settings): boolean {
  return [...to, ...cc].some(({ address }) => isOwnAddress(settings, address));
}

/**
 * The address of ours that a mail was sent to. The envelope decides, and of several recipients the first; where that names nothing but
 * the support address, the mailbox that passed the mail on does.
 */
export function mailDoor(
  { supportAddress, addresses = [], forwardedFrom = [] }: Settings,
  { recipients, passedOnBy }: { recipients: readonly string[]; passedOnBy?: string | undefined },
): Door {
  const own: Settings['addresses'] = [{ address: supportAddress }, ...addresses];
  const [first] = recipients.flatMap((recipient) => own.find(({ address }) => isDeskAddress(address, recipient)) ?? []);
  const isOther = first !== undefined && first.address !== supportAddress;
  const door = isOther ? first : forwardedFrom.find(({ address }) => address === passedOnBy);
  if (!door) return { name: supportAddress, defaults: {} };
  const { address, priority, plan, language } = door;
  return {
    name: address,
    defaults: { ...(priority && { priority }), ...(plan && { plan }), ...(language && { language }) },
  };
}

/** The address that mail to a customer leaves from: the one that they wrote to. A form, and what an agent filed, has the support address. */
export function sendsFrom(
  { supportAddress, addresses = [], forwardedFrom = [] }: Settings,
  door: string | undefined,
): string {
  return [...addresses, ...forwardedFrom].find(({ address }) => address === door)?.address ?? supportAddress;
}
