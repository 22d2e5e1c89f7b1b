import {
  DescribeActiveReceiptRuleSetCommand,
  DescribeReceiptRuleSetCommand,
  type ReceiptRule as Rule,
  RuleSetDoesNotExistException,
  type SESClient,
} from '@aws-sdk/client-ses';
import type { Receipt, ReceiptRule } from '../facts.ts';

/** The rule set that is active, and the one of this name that ours is to join. */
export async function askReceipt(client: SESClient, existing: string | undefined): Promise<Receipt> {
  const { Metadata, Rules } = await client.send(new DescribeActiveReceiptRuleSetCommand({}));
  const active = Metadata?.Name === undefined ? undefined : { name: Metadata.Name, rules: rulesOf(Rules) };
  return { active, existing: existing === undefined ? undefined : await rulesIn(client, existing) };
}

async function rulesIn(client: SESClient, RuleSetName: string): Promise<ReceiptRule[] | undefined> {
  try {
    return rulesOf((await client.send(new DescribeReceiptRuleSetCommand({ RuleSetName }))).Rules);
  } catch (error) {
    if (error instanceof RuleSetDoesNotExistException) return undefined;
    throw error;
  }
}

function rulesOf(rules: Rule[] = []): ReceiptRule[] {
  return rules.map(({ Name = '', Enabled = false, Recipients = [], Actions = [] }) => ({
    name: Name,
    isEnabled: Enabled,
    recipients: Recipients.map((each) => each.toLowerCase()),
    stops: Actions.some(({ StopAction }) => StopAction !== undefined),
  }));
}
