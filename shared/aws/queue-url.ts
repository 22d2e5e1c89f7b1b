/**
 * The URL of a queue by its ARN, in the form of
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html. A client with
 * `useQueueUrlAsEndpoint` false goes to its own endpoint, which may be a local one: then only the path counts.
 */
export function queueUrlOf(arn: string): string {
  const [, , , region, account, name] = arn.split(':');
  return `https://sqs.${region}.amazonaws.com/${account}/${name}`;
}
