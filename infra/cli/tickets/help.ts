/** What `npm run desk -- tickets --help` prints. */
export const HELP = `Usage: npm run desk -- tickets import FILE|- --from NAME [--dry-run] [--yes] [--stage S] [--json]

Takes over the open tickets of another desk from a CSV file (docs/moving.md, docs/examples/tickets.csv). Nothing is written if one row is wrong.
Each row becomes a ticket with its id of there in its source, so a second import of the same file makes no ticket twice and changes none.
Customers get no acknowledgement, agents no notice. The clock starts when the row says that the ticket was created.

  --from NAME     what the other desk is called, 1 to 32 of a-z, 0-9 and -; the same each time
  --dry-run       only say what would be made, and whose deadlines have passed
  --yes           also where escalations fall due at once, which mails their contacts; left out, they are listed and nothing is written
  --stage S       at the deployed desk of this stage, with the rights of its functions. Left out: at the desk that runs here
  --json          {"imported", "there", "unknown", "due": [{"id", "ticket", "level", "deadline"}]}; with --dry-run, "imported" is 0

Columns: id, requester, subject, created; and as the file likes name, text, priority, language, assignee.

Exit: 0 done, 1 a row is wrong, --yes is missing, or it broke off (run it again), 2 wrongly called.

Example:

  npm run desk -- tickets import tickets.csv --from zendesk --dry-run --stage prod
`;
