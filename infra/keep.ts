import { RemovalPolicy } from 'aws-cdk-lib';

/**
 * For what holds data: it stays when it leaves the stack, by a changed setting or with the stack itself. Only a deploy that
 * fails takes back what it made, so that nothing of a first one stands in the way of the next (`RetainExceptOnCreate`,
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html). A stage that is only
 * tried (`keep: false`) goes whole.
 */
export function kept({ keep }: { keep: boolean }): RemovalPolicy {
  return keep ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
}
