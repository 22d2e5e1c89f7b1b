/** What `npm run desk -- restore --help` prints. */
export const HELP = `Usage: npm run desk -- restore --at TIME --stage S [--yes] [--json]

Makes the two tables of a deployed desk again as they were at TIME, beside those that it works on: nothing is written to those, nothing is
sent, and the desk works on as before until it is given the new ones. Prints what is left to do, in its order (docs/runbook.md, A restore).

  --at TIME       with its offset or Z, as 2026-11-29T09:00:00Z: to the second, of the last 35 days and not of the last five minutes
  --stage S       the deployed desk; one that runs here has no such backup
  --yes           does it; left out, it says what would be made, and from when to when there is something to go back to
  --json          {"at", "from": {"tickets", "people"}, "to": {"tickets", "people"}, "ticketStream", "done"}

It takes minutes to hours. When it breaks off, run it again with the same TIME: it goes on with the tables that it began. It needs
dynamodb:DescribeContinuousBackups, RestoreTableToPointInTime, DescribeTable, DescribeTimeToLive, UpdateTimeToLive, UpdateContinuousBackups,
UpdateTable, ListTagsOfResource and TagResource, what a restore writes the items by (BatchWriteItem, DeleteItem, GetItem, PutItem, Query,
Scan, UpdateItem), and cloudformation:DescribeStacks.

Exit: 0 the tables are there and set up, 1 not, or not asked to, 2 wrongly called.

Example:

  npm run desk -- restore --at 2026-11-29T09:00:00Z --stage prod
  npm run desk -- restore --at 2026-11-29T09:00:00Z --stage prod --yes
`;
