/** What `npm run desk -- sla --help` prints. */
export const HELP = `Usage: npm run --silent desk -- sla COMMAND

  explain [OPTIONS]     when a first response is owed, and why
    --plan basic|premium, --priority 1|2|3|4, --time-zone ZONE, --calendar NAME
                        what was sold; left out: the defaults in cdk.json
    --from INSTANT      when the request came: 2026-12-04T12:00 on a clock in the zone, or with Z or an offset; left out: now
    --holidays LIST     dates and regions, by commas: IT or US-TX,2026-12-24; left out: none
    --target SECONDS    response time of a quote, instead of the plan's
    --clock NAME        calendar of a quote for this priority, instead of the plan's
    --json              all of it as JSON
  deadline              JSON lines in, JSON lines out, order kept:
                        {"id"?, "start", "seconds", "hours": {"mon": [["09:00", "17:00"]]}, "timeZone", "holidays"?}
                        {"id"?, "start", "plan", "priority", "calendar"?, "timeZone"?, "holidays"?}
  elapsed               likewise: {"id"?, "start", "end", "hours", "timeZone", "holidays"?}
  calendar [OPTIONS]    iCalendar of openings and holidays, for the calendar program of an agent
    --calendar NAME, --time-zone ZONE, --region LIST
    --from YEAR, --to YEAR
                        left out: this year and the next
  diff                  which waiting tickets the settings of cdk.json would move, beside those that are deployed: old and new deadline
    --stage S           a deployed desk; left out: the one that runs here
    --json              {"settings", "waiting", "earlier", "later", "levels", "moves", "unreadable"}
  recompute             brings waiting tickets up to date, after zone rules, the holiday table or settings have changed
    --zone ZONE | --all
    --dry-run           only say what would move
    --stage S           of a deployed desk; left out: the one that runs here

Calendars: global, north-america, 24x5, 24x7, and those in cdk.json. A wrong line of a batch is answered by {"id", "error"}, and the exit status is 1.
diff and recompute exit with 0 done, 1 refused or failed, 2 wrongly called; the rights they need: docs/customers.md, Re-timing.
`;
