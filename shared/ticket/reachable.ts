import { isAddress } from '../address.ts';
import { isNoReply } from '../mail/no-reply.ts';
import type { Settings } from '../settings.ts';
import { isOwnAddress } from './desk-addresses.ts';

/** Why nobody would read what is sent to this address, in words for an agent; undefined when somebody may. */
export function whyUnreachable(settings: Settings, address: string): string | undefined {
  if (isOwnAddress(settings, address)) return `${address} is an address of this desk`;
  if (isNoReply(address)) return `${address} is an address that nobody reads`;
  return isAddress(address) ? undefined : `${address} is no address that the mail service takes`;
}
