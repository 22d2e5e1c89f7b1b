import { isAddress } from '../address.ts';
import { isNoReply } from '../mail/no-reply.ts';
import { type Unreachable, unreachableWords } from '../refusals.ts';
import type { Settings } from '../settings.ts';
import { isOwnAddress } from './desk-addresses.ts';

/** How nobody would read what is sent to this address; undefined when somebody may. */
export function unreachableBy(settings: Settings, address: string): Unreachable | undefined {
  if (isOwnAddress(settings, address)) return { address, how: 'own' };
  if (isNoReply(address)) return { address, how: 'unread' };
  return isAddress(address) ? undefined : { address, how: 'malformed' };
}

/** The same in words for an agent. */
export function whyUnreachable(settings: Settings, address: string): string | undefined {
  const unreachable = unreachableBy(settings, address);
  return unreachable && unreachableWords(unreachable);
}
