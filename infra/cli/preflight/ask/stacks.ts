import { type CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import type { Stage } from '../../../stages.ts';
import type { Stacks } from '../facts.ts';

export async function askStacks(client: CloudFormationClient, { name, deployment }: Stage): Promise<Stacks> {
  const id = `${deployment.deskId}-${name}`;
  const [state, desk] = [await find(client, `${id}-State`), await find(client, id)];
  const outputs = [state, desk].flatMap((stack) => stack?.Outputs ?? []);
  return {
    state: state?.StackStatus,
    desk: desk?.StackStatus,
    outputs: Object.fromEntries(outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue])),
  };
}

/** CloudFormation has no error of its own for a stack that is not there (DescribeStacks, AWS CloudFormation API Reference). */
async function find(client: CloudFormationClient, StackName: string): Promise<Stack | undefined> {
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName }));
    return Stacks[0];
  } catch (error) {
    const isMissing =
      error instanceof Error && error.name === 'ValidationError' && error.message.includes('does not exist');
    if (isMissing) return undefined;
    throw error;
  }
}
