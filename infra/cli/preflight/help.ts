/** What `npm run desk -- preflight --help` and `receiving --help` print. */
export const HELP = `Usage: npm run desk -- preflight [--stage S [--before-deploy]] [--json]
       npm run desk -- receiving --stage S [--json]

preflight: what still stands between a stage and its first customer, in the order of README.md, Deploy. receiving: whether a customer's mail would come as far
as the desk. A line each: ok; warning or error, with its mend; not here, where there is no such thing yet. Both only look.

  --stage S         a stage of cdk.json; preflight without it: the desk that runs here
  --before-deploy   what is not there before the first deploy is no error yet
  --json            {"step", "check", "verdict", "says", "mend"?} a line

receiving needs cloudformation:DescribeStacks, ses:DescribeActiveReceiptRuleSet and ses:DescribeReceiptRuleSet; preflight ses:GetEmailIdentity, ses:GetAccount,
ses:GetSuppressedDestination, sns:ListSubscriptionsByTopic, dynamodb:DescribeTable, GetItem and Query besides.

Exit: 0 no error, 1 one at least, or nothing could be asked, 2 wrongly called.

Example:

  npm run desk -- preflight --stage prod --before-deploy
`;
