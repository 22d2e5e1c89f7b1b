/** What `npm run desk -- customers erase --help` prints. */
export const HELP = `Usage: npm run desk -- customers erase ID|ADDRESS [--yes] [--open] [--scan] [--stage S] [--json]
       npm run desk -- customers erase --again [--yes] [--stage S] [--tables TICKETS,PEOPLE]

Forgets a customer with all who ask in its name, or one address, known to a record or not. Without --yes: what would go, and until when backups have
it. With --yes, of each of their tickets: name, address, subject, all that anybody wrote, who read along; mails and requests as they came, files and
held mail, every version. Figures, clocks and who of the team answered stay, and one line of the trail. The record goes, too.

  --yes       do it; there is no way back
  --open      also where a ticket is open: it is closed, one that waits as withdrawn, and nobody is mailed. Left out, an open ticket refuses all
  --scan      look through the whole table as well: where they only read along, wrote to tickets of others, or were named
  --again     in place of a name: all who were ever erased, from tables that a restore has made, before the desk works on them:
              --tables, as it has printed them
  --stage S   of a deployed stage; left out, of the desk that runs here
  --json      an object in place of the lines

What is somebody else's stays, and is named. An open ticket that goes on for a duplicate of somebody else refuses all, whatever is added: their request
would end with it. Open these duplicates again first, as it says; --json names them as goesOnForOthers. So does a ticket on which somebody else wrote from
outside, until an agent adds, files or dismisses that (fromOutside). Whatever --scan or --again finds so is left, as is held mail that only names them. Of a
customer go, elsewhere than on its own tickets, whom its record names, and who asked there by themself and no other record knows.

What breaks off is done by running it again, at whatever step; so is --scan, where a run before was without it. The record goes last, and stays while
a ticket is left. What they send meanwhile is not touched, and named. That they were erased is kept as a hash in the mail
bucket, so that a restore and a replay know it. Exit: 0 nothing of it is left, 1 refused, failed, something was left or --yes is missing, 2 wrongly called.

Example:

  npm run desk -- customers erase anna@rossi.example --stage prod
  npm run desk -- customers erase anna@rossi.example --stage prod --scan --yes
`;
