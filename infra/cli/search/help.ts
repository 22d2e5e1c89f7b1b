/** What `npm run desk -- search --help` prints. */
export const HELP = `Usage: npm run desk -- search WORDS [--json] [--stage S]
       npm run desk -- search rebuild [--yes] [--json] [--stage S]

Finds tickets by number, address or words, and customers by name, newest first, 100 at most (docs/search.md). The last word may be the beginning of one.

  --json          as GET /api/search gives it (docs/api.md)
  --stage S       at the deployed desk of this stage. Left out: at the desk that runs here

rebuild           says how many tickets are not found by the words that they have: of a desk that had tickets before it had a search, after an upgrade
                  whose words meet otherwise, or after a restore. With --yes each is, and what is found by words that it has no more goes. It looks through the whole table, and
                  does no harm while the desk is at work; broken off, run it again: what is done stays. A ticket takes some 50 write units
  --json          {"tickets", "outdated", "stray", "written", "unreadable"}

Exit: 0 done, 1 a ticket cannot be read, or something is left for --yes, 2 wrongly called.

Examples:

  npm run desk -- search MFA Bergamo --stage prod
  npm run desk -- search -- rebuild
  npm run desk -- search rebuild --stage prod --yes
`;
