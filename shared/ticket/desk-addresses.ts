import { isDeskAddress } from '../mail/signed/reply-address.ts';
import type { Settings } from '../settings.ts';

/** Where a request came in: an address of the desk, or a form; and what it takes from there when nobody else says. */
export type Door = {
  name: string;
  defaults: Partial<Pick<Settings['defaults'], 'priority' | 'plan' | 'language'>>;
};

/** Whether mail to this address comes to the desk, with a label or without. */
export function isOwnAddress({ supportAddress, addresses = [] }: Settings, address: string): boolean {
  return [supportAddress, ...addresses.map((each) => each.address)].some((own) => isDeskAddress(own, address));
}

/** The address of the desk that a mail was sent to: the envelope decides, and of several recipients the first. */
export function mailDoor({ supportAddress, addresses = [] }: Settings, recipients: readonly string[]): Door {
  for (const recipient of recipients) {
    const door = addresses.find(({ address }) => isDeskAddress(address, recipient));
    if (door) {
      const { address, priority, plan, language } = door;
      return {
        name: address,
        defaults: { ...(priority && { priority }), ...(plan && { plan }), ...(language && { language }) },
      };
    }
  }
  return { name: supportAddress, defaults: {} };
}
