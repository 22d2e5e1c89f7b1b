/** A request of ours that AWS would not have taken, whatever its state: a bug, and never to be met with a retry. */
export type Violation = { service: 'DynamoDB' | 'S3' | 'SNS and SQS' | 'Scheduler'; rule: string };

/** Name of the warning on standard error by which a process of its own, a local desk, tells of violations. */
export const VIOLATION_WARNING = 'AwsWouldRefuse';

let report = ({ service, rule }: Violation): void => process.emitWarning(`${service}: ${rule}`, VIOLATION_WARNING);

/** Notes a violation; by default as a warning of the process. */
export function violated(violation: Violation): void {
  report(violation);
}

/** From now on violations go to `receiver`. */
export function reportViolationsTo(receiver: (violation: Violation) => void): void {
  report = receiver;
}
