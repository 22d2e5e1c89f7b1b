/** What `npm run desk -- timers --help` prints. */
export const HELP = `Usage: npm run desk -- timers rebuild [--yes] [--stage S] [--json]

Says how many open clocks there are (tickets that wait, questions that wait for an answer, what is snoozed), and how many of them have no
schedule: after a restore, or when schedules were deleted. The sweep serves those too, up to eight minutes late.

  --yes           gives each of them its schedule again; running it again does no harm
  --stage S       of the deployed desk of this stage, with the rights of its functions and scheduler:ListSchedules. Left out: of the desk that
                  runs here
  --json          {"open", "missing", "set", "failed", "unreadable"}

Exit: 0 every open clock has its schedule, 1 one has none, or cannot be read, 2 wrongly called.

Example, after a restore:

  npm run desk -- timers rebuild --stage prod --yes
`;
