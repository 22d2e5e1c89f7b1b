import type { SESClient } from '@aws-sdk/client-ses';
import { serve } from './active-rule-set.ts';
import { physicalId } from './physical-id.ts';
import { addressSchema, requestSchema } from './request.ts';
import { type Result, respond } from './respond.ts';

/**
 * The function of the custom resource `ActiveRuleSet`. CloudFormation always hears how it went, and why not: without a word a deploy waits
 * for five minutes and says nothing.
 */
export function activationHandler(ses: SESClient) {
  return async (event: unknown): Promise<void> => {
    const address = addressSchema.parse(event);
    const result = await served(ses, event).catch(
      (error: unknown): Result => ({
        id: address.PhysicalResourceId ?? physicalId(undefined),
        failed: `The active receipt rule set: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`,
      }),
    );
    console.log(JSON.stringify({ stack: address.StackId, ...result }));
    await respond(address, result);
  };
}

async function served(ses: SESClient, event: unknown): Promise<Result> {
  return serve(ses, requestSchema.parse(event));
}
