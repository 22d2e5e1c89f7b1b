/** What `npm run desk -- dns --help` prints. */
export const HELP = `Usage: npm run desk -- dns --stage S [--zonefile] [--json]

The DNS records of a deployed stage, in the order in which to write them, the MX record last; what each is for; and whether the name servers
have it: there, missing, or other, which says what stands there now. Records that the deploy writes (zone in cdk.json) are marked.

  --stage S       the stage, by the usual AWS credentials, with cloudformation:DescribeStacks and ses:GetEmailIdentity
  --zonefile      lines of a zone file, which most zone editors import, of what is yours to write and missing. What is there, what would stand
                  beside another record, and before "live" the MX record are comments
  --json          one object a line: {"type", "name", "value", "why", "by", "state", "found"}

Exit: 0 listed, 1 not all could be asked, 2 wrongly called.

Example, after the first deploy:

  npm run --silent desk -- dns --stage prod --zonefile > support.example.com.zone
`;
