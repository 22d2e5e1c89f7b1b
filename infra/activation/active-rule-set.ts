import {
  DescribeActiveReceiptRuleSetCommand,
  RuleSetDoesNotExistException,
  type SESClient,
  SetActiveReceiptRuleSetCommand,
} from '@aws-sdk/client-ses';
import { type Answer, activation } from './activation.ts';
import { physicalId, readPhysicalId } from './physical-id.ts';
import type { ActivationRequest } from './request.ts';
import type { Result } from './respond.ts';

/** Does what a request of CloudFormation asks for; throws what SES does. */
export async function serve(ses: SESClient, request: ActivationRequest): Promise<Result> {
  const { Metadata } = await ses.send(new DescribeActiveReceiptRuleSetCommand({}));
  const answer = activation(askOf(request, Metadata?.Name));
  const id = request.RequestType === 'Create' ? physicalId(displacedBy(answer)) : request.PhysicalResourceId;
  if (answer.do === 'refuse') return { id, failed: answer.why };
  if (answer.do === 'set') await (request.RequestType === 'Delete' ? giveBack : setActive)(ses, answer.to);
  return { id };
}

function askOf(request: ActivationRequest, active: string | undefined) {
  const { RuleSet: ours, Displace: displace } = request.ResourceProperties;
  const ask = { request: request.RequestType, active, ours, displace };
  if (request.RequestType === 'Create') return ask;
  const { isKnown, displaced } = readPhysicalId(request.PhysicalResourceId);
  if (request.RequestType === 'Update') return { ...ask, before: request.OldResourceProperties.RuleSet };
  // A creation whose response never came may have taken the place of the one that is named.
  return { ...ask, displaced: isKnown ? displaced : displace };
}

function displacedBy(answer: Answer): string | undefined {
  return answer.do === 'set' ? answer.displaced : undefined;
}

/** Where the one that was displaced is gone by now, none is active. */
async function giveBack(ses: SESClient, to: string | null): Promise<void> {
  try {
    await setActive(ses, to);
  } catch (error) {
    if (!(error instanceof RuleSetDoesNotExistException)) throw error;
    await setActive(ses, null);
  }
}

async function setActive(ses: SESClient, to: string | null): Promise<void> {
  await ses.send(new SetActiveReceiptRuleSetCommand(to === null ? {} : { RuleSetName: to }));
}
