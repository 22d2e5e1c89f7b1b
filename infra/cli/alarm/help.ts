/** What `npm run desk -- alarm --help` prints. */
export const HELP = `Usage: npm run desk -- alarm test --stage S [--json]

Sets off one alarm that tells somebody, so that whoever is to be woken sees what it looks like. Nothing of the desk changes, and CloudWatch sets
the alarm back at its next look, within a minute or so.

It says who is subscribed to the topic of the alarms and who has confirmed, whether any alarm is switched off, which alarm it sets off, and
whether CloudWatch could hand it to the topic. That a mail came, or that the pager rang, only its reader can see.

  --stage S       the stage. The desk that runs here has no alarms. By the usual AWS credentials, with cloudformation:DescribeStacks,
                  sns:ListSubscriptionsByTopic, and of CloudWatch DescribeAlarms, DescribeAlarmHistory and SetAlarmState
  --json          {"listeners": [{"protocol", "endpoint", "state"}], "alarm", "published", "problems": [{"says", "mend"}]}

Exit: 0 the alarm is on its way to all who are to hear it, 1 somebody does not hear it, or nobody does, 2 wrongly called.

Example, after the deploy that made a stage live:

  npm run desk -- alarm test --stage prod
`;
