import { placeholders } from '../../../placeholders.ts';
import { REGIONS } from '../../../regions.ts';
import type { Asked, ReceivingFacts } from '../facts.ts';
import { error, type Line, line, ok } from '../line.ts';

export function checkPlaceholders(facts: ReceivingFacts): Line {
  return line(facts, ['Settings', 'placeholders'], settingsOf(facts), () => {
    const fields = placeholders(facts.stage.deployment);
    if (fields.length === 0) return ok('none is left');
    return error(`still in ${fields.join(', ')}`, 'put in your own in cdk.json: CloudFormation refuses these');
  });
}

export function checkRegion(facts: ReceivingFacts): Line {
  return line(facts, ['Settings', 'Region'], settingsOf(facts), () => {
    const { region } = facts.stage.deployment;
    if ((REGIONS as readonly string[]).includes(region)) return ok(`SES receives mail in ${region}`);
    return error(`SES receives no mail in ${region}`, `"region": one of ${REGIONS.join(', ')}`);
  });
}

/** The local desk has settings; that they could be deployed is nothing it needs. */
function settingsOf({ stacks }: ReceivingFacts): Asked<undefined> {
  return 'absent' in stacks && stacks.absent === 'local' ? stacks : { is: undefined };
}
