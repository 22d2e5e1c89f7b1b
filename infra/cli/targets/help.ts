import { EVENT_TYPES } from '../../../shared/events/ticket-event.ts';
import { KINDS } from '../../../shared/targets/stored-target.ts';

/** What `npm run desk -- targets --help` prints. */
export const HELP = `Usage: npm run desk -- targets COMMAND [--stage S]

Who is told outside what happens to tickets: a channel, a pager, a program, a contact who is no agent (docs/targets.md).

  add NAME --kind KIND   one of ${KINDS.join(', ')}; asks for its URL or key, which is not shown
    --secret-file FILE|- the URL or key is in a file
    --to ADDRESS         of the kind mail
    --on LIST            what happens, with commas: ${EVENT_TYPES.join(', ')}
    --level LIST --priority LIST --plan LIST --door LIST --customer LIST
                         only of tickets with one of these; all that are given have to hold
    --routes FILE|-      several such routes, as a JSON list: [{"on": ["breached"], "priorities": ["1"]}]; any of them will do
    --turn FILE|-        one of a list of contacts in order, as JSON: {"list": "night", "place": 1, "hours": {"mon": [["18:00", "24:00"]]}, "timeZone": "Europe/Rome"}
    --calendar-file FILE|-  on duty by an iCal address; "eventTitle" in the turn says whose events
    --language en|it     left out, the desk's
    --replace            in place of the one of that name
  list [--json]          who is told of what, and how each does
  test NAME              tells it of a ticket that is not there, marked as a sample, and prints what came back; one that was given up is told again
  rotate NAME            a new key signs to a program, printed once; the one before signs beside it until the next
  pause NAME, resume NAME   nothing goes there; again
  remove NAME [--yes]    it is told nothing any more, and its address is forgotten

Without a route, people hear of breached, escalated and undelivered, a pager of what makes and solves an incident, a program of everything.

Exit: 0 done, 1 refused or failed, 2 wrongly called.

Example, the leads' channel:

  npm run desk -- targets add leads --kind slack --priority 1,2 --stage prod
  npm run desk -- targets test leads --stage prod
`;
