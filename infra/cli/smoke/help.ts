/** What `npm run desk -- smoke --help` prints. */
export const HELP = `Usage: npm run desk -- smoke [--stage S] [--token T] [--json]

What to run after each deploy: it goes the ways of a customer through a desk, and says of each step how many seconds it took, of how many it may.

  mail arrives      a signed mail goes through SES to the support address, and is a ticket
  acknowledged      SES took the acknowledgement
  form arrives      a signed post to a source of the type standard is a ticket; skipped when there is none without a map
  API reads         the agents' API shows the ticket; skipped without a token
  timer             the Scheduler's timer, a minute off, is served; it takes two minutes or three
  answer delivered  an answer leaves, and SES's own event of its delivery is on the message; skipped where "feedback" is "mail"
  closed            the run's tickets are closed

Its tickets are marked: no agent, lead or manager hears of them, and no figure counts them; acknowledgement and answer go to SES's mailbox simulator.
It writes to no customer, leaves no source behind, and closes its tickets whatever has failed. Running it again is harmless.

  --stage S   a deployed stage, by the usual AWS credentials: cloudformation:DescribeStacks, lambda:GetFunctionConfiguration,
              secretsmanager:GetSecretValue, ses:SendRawEmail, and of its tables and timers what the API may. Left out: the desk that runs here
  --token T   an ID token of an agent's, as login prints it; it may also be in DESK_TOKEN. At the desk that runs here one is made
  --json      an object a line

Exit: 0 each step that was tried held, 1 one did not, 2 wrongly called.

Example:

  npm run desk -- smoke --stage prod --token "$TOKEN"
`;
