import { QUEUE_NAMES } from '../../../shared/alarms.ts';

/** What `npm run desk -- dead-letters --help` prints. */
export const HELP = `Usage: npm run desk -- dead-letters COMMAND [--queue NAME] [--stage S] [--json]

What was tried for two hours in vain, and waits for somebody to mend the cause and to send it back.

  list            what lies in each dead-letter queue: since when, how often it was tried, what it is about, and why, as far as known
  show ID         one in whole, with its body
  delete ID --queue NAME [--yes]
                  show one; with --yes delete it for good: what can never be done, and has been done by hand
  redrive [--yes] say what would go back to its own queue; with --yes send it: each is sent first and deleted after, so breaking off loses none

  --queue NAME    one queue alone: ${QUEUE_NAMES.join(', ')}
  --stage S       of a deployed stage; left out, of the desk that runs here
  --json          an object a line

Sending back what was done meanwhile does nothing. Exit: 0 done, 1 refused, failed, or nothing was done for want of --yes, 2 wrongly called.

Example, after an outage of the table:

  npm run desk -- dead-letters list --stage prod
  npm run desk -- dead-letters redrive --queue intake --stage prod --yes
`;
