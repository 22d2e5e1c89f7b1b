/** What `npm run desk -- doctor --help` prints. */
export const HELP = `Usage: npm run desk -- doctor [--repair] [--stage S] [--json]

Looks through every item of a desk for what cannot be read, or does not fit the rest, and prints a line for each with its mend: tickets, messages,
records of customers and agents, held mails, notices, what tickets are found by; keys of the lists and of the sweep that do not follow from their ticket; open clocks
without a schedule; work that is overdue; files that the bucket has not; sources of forms with a part or a secret that cannot be
used, or an owner who cannot be reached.

  --repair        does what needs nobody's judgement: writes a ticket again, with its clock as the lists have it; a message, from its raw mail; a
                  record, from its copies; what a ticket is found by, from the ticket; sets the timer; does what is overdue. Items that could not be read are kept in a file first
  --stage S       of the deployed desk of this stage, with the rights of its functions, dynamodb:Scan, scheduler:ListSchedules and s3:ListBucket. Left
                  out: of the desk that runs here
  --json          an object a line

It reads both tables whole, and asks for each file: at a million tickets some dollars and an hour. Exit: 0 nothing is left, 1 something is,
2 wrongly called.

Example:

  npm run desk -- doctor
  npm run desk -- doctor --stage prod --repair
`;
