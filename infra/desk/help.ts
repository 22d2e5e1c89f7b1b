/** What `npm run desk -- help` prints. */
export const HELP = `Usage: npm run desk -- COMMAND

  customers import FILE.csv|-   write customers; nothing is written if one row is wrong
  customers list [--json]       customers of the desk
  agents import FILE.csv|-      write agents; nothing is written if one row is wrong
  agents list [--json]          agents of the desk
  token [--agent EMAIL]         a token for the agent API of the local desk, and nothing else
  sla ...                       what the promise says: see sla --help
  help                          this text

The desk is the one that runs here (npm start), or with --table NAME the deployed table of that name, by the usual
AWS credentials. Examples of files: docs/examples/customers.csv and docs/examples/agents.csv.
`;
