/** What `npm run desk -- report --help` prints. */
export const HELP = `Usage: npm run desk -- report [--month M] [--months N] [--by LIST] [--json | --csv | --tickets] [--stage S]
       npm run desk -- report rebuild [--yes] [--json] [--stage S]

How many first responses of a month came in time, and how long customers waited (docs/reports.md).

  --month M       2026-11, by the calendar of the desk's own zone; left out: the month that it is now
  --months N      how many, up to that one and with it; 1 to 12, left out: 1
  --by LIST       by what the figures are told apart, with commas between: month, plan, priority, customer, agent, door, hour; left out: plan,priority
  --json          as GET /api/reports/promise gives it (docs/api.md)
  --csv           the figures as CSV; times are seconds of open time
  --tickets       a line a ticket as CSV
  --stage S       of the deployed desk of this stage. Left out: of the desk that runs here

rebuild           says for how many tickets there is no fact, of which reports are made, or one that says something else: after a restore, or for a desk that had tickets
                  before there were reports. With --yes each gets one, and what no ticket says any more goes. It looks through the whole table, and does
                  no harm while the desk is at work, or run again
  --json          {"tickets", "outdated", "stray", "written", "unreadable"}

Exit: 0 done, 1 a ticket or fact cannot be read, or something is left for --yes, 2 wrongly called.

Examples:

  npm run desk -- report --month 2026-11 --by priority,customer --stage prod
  npm run --silent desk -- report --month 2026-11 --tickets --stage prod > november.csv
`;
