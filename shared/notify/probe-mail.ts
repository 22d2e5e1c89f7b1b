import { randomBytes } from 'node:crypto';
import { base32 } from '../base32.ts';
import type { OutgoingMail } from '../mail/outgoing.ts';
import { canaryAddress, type Probe, probeHeader } from '../mail/signed/probe.ts';
import type { Settings } from '../settings.ts';

/** An id that no other probe has: 80 random bits. */
export function newProbeId(): string {
  return base32(randomBytes(10)).toLowerCase();
}

/** A mail by which the desk looks at itself: from the canary's address to the support address, and to nobody else. `key` signs it. */
export function probeMail(
  key: string,
  settings: Pick<Settings, 'supportAddress'>,
  probe: Probe,
  { subject, text }: { subject: string; text: string },
): OutgoingMail {
  const address = canaryAddress(settings);
  const { supportAddress } = settings;
  return {
    from: { address },
    recipient: supportAddress,
    to: [{ address: supportAddress }],
    replyTo: address,
    subject,
    text,
    html: `<p>${text}</p>`,
    references: [],
    automatic: true,
    mark: probeHeader(key, settings, probe),
    // Of no ticket: what the mail service says of it is passed over (`receive-feedback.ts`).
    tags: { purpose: probe.kind },
    attachments: [],
  };
}
