const PREFIX = 'active-receipt-rule-set';

/**
 * The resource's own id, which also remembers whose place was taken when it was made. It never changes afterwards: for CloudFormation
 * another id is another resource, and it would delete the one before, which is to let our rule set be active no more.
 */
export function physicalId(displaced: string | undefined): string {
  return [PREFIX, ...(displaced === undefined ? [] : [displaced])].join('/');
}

/** Whose place was taken. `isKnown` is false for an id of CloudFormation's making: our response never came. */
export function readPhysicalId(id: string): { isKnown: boolean; displaced: string | undefined } {
  const [prefix, displaced] = id.split('/');
  const isKnown = prefix === PREFIX;
  return { isKnown, displaced: isKnown ? displaced : undefined };
}
