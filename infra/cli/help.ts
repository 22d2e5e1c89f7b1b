/** What `npm run desk -- help` prints. */
export const HELP = `Usage: npm run desk -- COMMAND

  customers import FILE|-       write customers and re-time their waiting tickets; nothing if one row is wrong
    --dry-run                   only say what would be written, and which deadlines would move
    --format csv|yaml           left out: by the end of the file's name, else CSV
    --replace [--yes]           show whom the file does not have; with --yes they go
  customers list [--json]       customers of the desk
  customers export ID|ADDRESS   all that the desk has of a person, as JSON and objects, in the folder [--out FOLDER]; see customers export --help
  customers erase ID|ADDRESS    show what there is of a person; with --yes forget them, known to a record or not; see customers erase --help
  customers remove ID [--yes]   show what a customer has; with --yes take the record away: tickets keep their terms
  agents import FILE|-          write agents; nothing if one row is wrong; options as above
  agents list [--json]          agents of the desk
  agents remove ID [--yes]      show what an agent holds; with --yes take the agent away: login and signed addresses are void at once
  agents unbind ID              another login may be this agent in the console: who logs in next; their sessions there end
  agents role ID ROLE           what an agent sees: agent, lead (how the whole team stands) or admin
  agents absent ID --until DATE the agent is away to the end of that day [--from DATE]; --back: here again
  tickets import FILE|-         take over the open tickets of another desk, in silence; see tickets --help
    --from NAME                 what the other desk is called
  quarantine list [--json]      mails that did not become tickets, newest first; with --all those released too
  quarantine release ID         let one out: it becomes a ticket; a virus, its text alone, with --accept virus
    --as AGENT                  who lets it out, an agent's id or address; at a deployed desk the token says it
    --stage S | --api URL       at a deployed desk, with an agent's token in DESK_TOKEN or by --token TOKEN
  sources add NAME --type TYPE  let a form post: prints its address and secret once, and what is left to do at the provider
    --owner MAIL                who is mailed when its deliveries are refused, or nothing comes
    --map FILE                  which answer is what (JSON); left out, it is guessed
    --priority N --language L   what nobody says, says the form
    --secret-file FILE|-        a secret that the provider made; left out, it is made here or asked for
    --token                     a token in the address in place of a secret
    --origin URL                of the type html: a page that has the form, as https://www.acme.example; may be given again
    --next URL                  of the type html: where its sender goes next; left out, a page of the desk
    --turnstile KEY             of the type html: the site key of Turnstile, whose secret key is then asked for
  sources list [--json]         sources of forms and what came of them, without their secrets
  sources change NAME           as add says; an empty value takes a part away
  sources rotate NAME           a new secret, printed once; those before count beside it for [--keep HOURS], else a day
  sources disable|enable NAME   take nothing for the time being; take deliveries again
  sources remove NAME [--yes]   take the source away: its address is gone, its tickets stay
  sources rejected NAME         deliveries that were refused since their id had brought another body, and where they are kept
  sources test NAME FILE|--last the ticket that a saved delivery, or the last one, would make; writes nothing
  embed NAME [--language L]     the HTML of a form for a page of one's own, for a source of the type html
  redact T-... [--yes]          show what the bucket still has of that which agents hid on a ticket; with --yes delete all its versions
  preflight [--stage S]         what still stands between a stage and its first customer, in the order of README.md, Deploy; or --json
    --before-deploy             what is not there before the first deploy is no error yet
  receiving --stage S           whether a customer's mail would come as far as the desk; or --json
  login [--stage S | --issuer URL --client ID]  an agent logs in with a browser: an ID token for the agents' API, and nothing else; see login --help
  suppressed list [--json]      addresses that SES sends nothing to, and a warning for each of the team's
  suppressed remove ADDRESS     SES sends there again
  keys list [--json]            keys that sign addresses and links, by fingerprint
  keys rotate                   a new key signs; what the others signed still counts
  keys retire [--yes]           show the older keys; with --yes they go, and what they signed leads nowhere
  targets add NAME --kind KIND  tell somebody outside what happens to tickets: slack, teams, pager-duty, webhook or mail; see targets --help
  targets list [--json]         who is told of what, and how each does
  targets test NAME             tell one of a sample, and print what came back
  targets rotate NAME           a new key signs to a program, printed once; the one before signs beside it until the next
  targets pause|resume NAME     nothing goes there; again
  targets remove NAME [--yes]   it is told nothing any more
  token [--agent EMAIL]         a token for the agent API of the local desk, and nothing else
  mail inspect FILE...|-        what the desk makes of raw mails, and what they become by which rule: a JSON line each
    --as-if JSON|FILE           as if the mail service said so: envelopeFrom, recipients, verdicts, released; and other settings
    --desk                      look at the tickets and agents of the desk; left out, there are none
  dead-letters list             what was tried for two hours in vain, by queue: since when, about what, and why; or --json; see dead-letters --help
  dead-letters show ID          one in whole
  dead-letters delete ID --queue NAME [--yes]  show one that can never be done; with --yes it goes for good
  dead-letters redrive [--yes]  send all of it back to its own queue, or that of [--queue NAME]
  replay [FROM] [TO] [--yes]    give kept mails of that time to the desk once more, after a restore; nobody is mailed; see replay --help
  timers rebuild [--yes]        how many open clocks have lost their schedule; with --yes each gets one again; or --json; see timers --help
  events tail                   what other systems hear of tickets, as it happens; see events --help
  events replay --since TIME    tell it once more, with the same ids: [--ticket ID], [--targets], [--lost], and with --yes it is done; or --json
  events lost [--json]          changes of tickets that could not be read; --done words|facts --yes takes those off that a rebuild made good
  report [--month M]            how many first responses of a month came in time, and how long customers waited; see report --help
    --by LIST                   told apart by month, plan, priority, customer, agent, door, hour; as a table, --json, --csv or --tickets
  report rebuild [--yes]        for how many tickets reports lack what they are made of; with --yes it is made anew; or --json
  search WORDS                  tickets by number, address or words, as the console's search box finds them; or --json; see search --help
  search rebuild [--yes]        how many tickets are not found by the words that they have; with --yes they are; or --json
  doctor [--repair]             what of all items cannot be read or does not fit, each with its mend; or --json; see doctor --help
  dns --stage S [--zonefile]    the DNS records of a stage, in order, and whether they are there; or --json; see dns --help
  alarm test --stage S          sets off one alarm that tells somebody, and says who should hear it; or --json; see alarm --help
  smoke [--stage S] [--token T] after a deploy: a mail, a form, a timer and an answer go all the way, and nobody hears of it; or --json; see smoke --help
  restore --at TIME --stage S [--yes]  the tables of a stage as they were, beside those it works on; see restore --help
  verify [--against T,P]        whether a desk owes what those tables do, and works by what it holds; or --json; see verify --help
  cost --tickets N --agents N   what so many tickets a month cost a desk of so many agents, by service (docs/cost.md); --targets N, --json
  sla ...                       what the promise says: see sla --help
  help                          this text

The desk is the one that runs here (npm start), or with --stage S the deployed one of that stage of cdk.json, by the usual AWS credentials.
All about customers: docs/customers.md; about forms: docs/forms.md; examples of files: docs/examples.
`;
