import { SESClient } from '@aws-sdk/client-ses';
import { activationHandler } from './handler.ts';

/** Custom resource `ActiveRuleSet`, see `infra/active-rule-set.ts`. */
export const handler = activationHandler(new SESClient({}));
