import { LOGIN_LOOPBACK } from '../../login-loopback.ts';

/** What `npm run desk -- login --help` prints. */
export const HELP = `Usage: npm run desk -- login [--stage S | --issuer URL --client ID]

Logs an agent in with a browser, and prints an ID token for the agents' API, alone on standard output. The address to open is on
standard error; the login has five minutes. Left out, issuer and client are those of the desk that runs here.

  --stage S      of a deployed stage, by your AWS credentials (cloudformation:DescribeStacks); with a provider of yours give --client as well
  --issuer URL   for whoever has no AWS credentials: who vouches for agents: the output LoginIssuer of the stack
  --client ID    the output LoginClientId; with a provider of yours (login.by: issuer) a client of your own there, without a secret, which
                 may come back to ${LOGIN_LOOPBACK} and whose id is in login.audience

Example:

  TOKEN=$(npm run --silent desk -- login --stage prod)
  curl -s "$(output ApiUrl)/api/tickets" -H "authorization: Bearer $TOKEN"
`;
