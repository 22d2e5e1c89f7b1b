import type { InboundMail } from '../mail/inbound.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';
import type { Settings } from '../settings.ts';

/**
 * Whether the sender of certified mail (PEC) is proved, and what the agents read of it (docs/promise.md section 9): the envelope is from
 * a provider on the dated list of the settings, DMARC proves that domain, and the provider's `daticert.xml` names the sender of the
 * message inside, and is a part of the mail as the provider made it: who has certified mail of their own could else send it again with the
 * boundary of parts that they wrote into its text. Anybody can write an envelope and a `daticert.xml`.
 */
export function certifiedBy(
  { certifiedMail }: Settings,
  { authenticated }: Pick<ReceivedMail, 'authenticated'>,
  { from: envelope, certified, unsigned = [] }: Pick<InboundMail, 'from' | 'certified' | 'unsigned'>,
): { isProved: boolean; remark: string } {
  const domain = envelope?.address.slice(envelope.address.lastIndexOf('@') + 1) ?? '';
  const { from, isFromDoubtful, sender } = certified ?? { isFromDoubtful: true };
  const why = () => {
    if (!certifiedMail?.providers.includes(domain))
      return `${domain || 'its sender'} is on no list of providers in the settings`;
    if (!authenticated) return `DMARC does not prove ${domain}`;
    if (unsigned.some((field) => field.startsWith('content-')))
      return `the signature of ${domain} does not cover where its parts begin, so that they may be somebody's who wrote into its text`;
    if (sender === undefined) return 'its daticert.xml names no sender';
    if (isFromDoubtful || sender !== from?.address) return `its daticert.xml names ${sender}`;
    return undefined;
  };
  const unproved = why();
  if (unproved !== undefined) return { isProved: false, remark: `certified mail (PEC), unproved: ${unproved}` };
  return {
    isProved: true,
    remark: `certified mail (PEC) by ${domain}, a provider as of ${certifiedMail?.asOf}: proved`,
  };
}
