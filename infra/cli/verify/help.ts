/** What `npm run desk -- verify --help` prints. */
export const HELP = `Usage: npm run desk -- verify [--stage S] [--against TICKETS,PEOPLE] [--json]

Counts what a desk has, and looks whether it fits: tickets in the lists, open clocks where the sweep finds them, a schedule for each.
With other tables beside, as before and after a restore: whether the tables that were made later still promise what the older ones do.
A line each: ok; differs, with what it means; or LOST, where somebody would wait and nobody would be told. It changes nothing.

  --stage S         a deployed desk; left out: the one that runs here
  --against T,P     two other tables in the same account and Region
  --json            {"check", "verdict", "says", "mend"?} a line

It reads the tables whole (dynamodb:Scan, Query, DescribeTable), and the names of all schedules (scheduler:ListSchedules).

Exit: 0 nothing is lost, 1 something is, 2 wrongly called.

Example, before and after a restored desk is deployed:

  npm run desk -- verify --stage prod --against TICKETS-restored-20261129T090000Z,PEOPLE-restored-20261129T090000Z
  npm run desk -- verify --stage prod --against TICKETS,PEOPLE
`;
