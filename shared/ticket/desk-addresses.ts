import { isDeskAddress } from '../mail/signed/reply-address.ts';
import type { Settings } from '../settings.ts';

/** What a request takes from the address that it was sent to, where neither it nor a customer record says. */
export type DoorDefaults = Partial<Pick<Settings['defaults'], 'priority' | 'plan' | 'language'>>;

/** Whether mail to this address comes to the desk, with a label or without. */
export function isOwnAddress({ supportAddress, addresses = [] }: Settings, address: string): boolean {
  return [supportAddress, ...addresses.map((each) => each.address)].some((own) => isDeskAddress(own, address));
}

/** The defaults of the address that a mail was sent to: the envelope decides, and of several recipients the first. */
export function doorDefaults({ addresses = [] }: Settings, recipients: readonly string[]): DoorDefaults {
  for (const recipient of recipients) {
    const door = addresses.find(({ address }) => isDeskAddress(address, recipient));
    if (door) {
      const { priority, plan, language } = door;
      return { ...(priority && { priority }), ...(plan && { plan }), ...(language && { language }) };
    }
  }
  return {};
}
