import {
  DeleteSuppressedDestinationCommand,
  ListSuppressedDestinationsCommand,
  NotFoundException,
  SESv2Client,
} from '@aws-sdk/client-sesv2';
import type { Desk } from '../../../shared/ticket/ports.ts';
import { connect } from '../connect.ts';

/** An address that SES sends nothing to, and why: its mail bounced, or its reader called one spam. `at`: ISO, UTC. */
type Suppressed = { address: string; reason: string; at: string };

/** The account's suppression list, of the Region that the desk sends from. */
type SuppressionList = {
  list(): Promise<Suppressed[]>;
  /** False when the address is not on it. */
  remove(address: string): Promise<boolean>;
};

export type OpenSuppressed = (
  stage?: string,
) => Promise<Pick<Desk, 'agents' | 'settings'> & { suppressed: SuppressionList }>;

/** The desk that runs here, else the deployed one of this stage, by the usual AWS credentials. */
export const openSuppressed: OpenSuppressed = async (stage) => {
  const { agents, settings } = await connect(stage);
  return { agents, settings, suppressed: sesSuppressionList(new SESv2Client({})) };
};

/** https://docs.aws.amazon.com/ses/latest/dg/sending-email-suppression-list.html: only version 2 of SES's API has it. */
function sesSuppressionList(ses: SESv2Client): SuppressionList {
  return {
    async list() {
      const found: Suppressed[] = [];
      let NextToken: string | undefined;
      do {
        const page = await ses.send(new ListSuppressedDestinationsCommand({ NextToken }));
        for (const { EmailAddress = '', Reason = '', LastUpdateTime } of page.SuppressedDestinationSummaries ?? [])
          found.push({ address: EmailAddress, reason: Reason.toLowerCase(), at: LastUpdateTime?.toISOString() ?? '' });
        NextToken = page.NextToken;
      } while (NextToken);
      return found;
    },

    async remove(EmailAddress) {
      try {
        await ses.send(new DeleteSuppressedDestinationCommand({ EmailAddress }));
        return true;
      } catch (error) {
        if (error instanceof NotFoundException) return false;
        throw error;
      }
    },
  };
}
