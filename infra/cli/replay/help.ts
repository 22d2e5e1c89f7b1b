/** What `npm run desk -- replay --help` prints. */
export const HELP = `Usage: npm run desk -- replay [FROM] [TO] [--prefix P] [--yes] [--send] [--stage S] [--json]

Gives what is kept of mails and requests to the desk once more, after a restore or a bug that lost them: those that were stored from FROM on and before
TO, as 2026-11-30T08:00:00Z. Either may be left out. What the desk has already it finds again, and does nothing twice. Without --yes: how many there
are, the first and the last, and how many have a ticket.

Nobody is mailed for what becomes of it: no acknowledgement, no notice, no answer. Clocks run from when it came, levels of the ladder that are past are
on record and told to nobody, those to come are told. An agent's answer by mail counts as sent when it reached the desk.

  --prefix P  raw/ (mails, if left out), webhooks/, pages/, filings/, or a part of one as webhooks/shop/. Of all but mails the whole table is looked
              through first, for what has a ticket
  --yes       do it, fifty a second
  --send      mails go out, as if it all came now: after a bug that lost it before anybody was answered
  --stage S   of a deployed stage; left out, of the desk that runs here
  --json      an object in place of the lines

What somebody sent who was erased since is passed over. Exit: 0 done, 1 refused, failed, something could not be read or --yes is missing, 2 wrongly called.

Example, after the tables were set back to half past eight:

  npm run desk -- replay 2026-11-30T08:30:00Z --stage prod
  npm run desk -- replay 2026-11-30T08:30:00Z --stage prod --yes
`;
