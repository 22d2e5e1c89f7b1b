import { styleText } from 'node:util';
import { AGENTS, CUSTOMERS } from './examples.ts';
import type { RunningDesk } from './running.ts';

/** The ready block: every address, and for each channel an example to paste into a shell. */
export function readyBlock(desk: RunningDesk, options: { token: string; now: Date }): string {
  const { http, smtp, mailbox, supportAddress, webhook, speed } = desk;
  const bold = (text: string) => styleText('bold', text);
  const smtpUrl = `smtp://${smtp.host}:${smtp.port}`;
  const pace = speed === 1 ? 'at the pace of real time' : `${speed} times as fast as real time`;
  return `
${bold('The support desk is ready.')} Its clock shows ${options.now.toISOString()} and runs ${pace}.

  ${bold('Console')}      ${http}/console   where agents work: sign in as ${AGENTS.map(({ name }) => name).join(' or ')}, without a password
  ${bold('Online desk')}  ${http}/desk   where customers ask, see by when, and follow, in any browser
  ${bold('Mail in')}      ${smtpUrl}   to ${supportAddress}
  ${bold('HTTP in')}      ${http}   /webhooks/${webhook.source}, /api/tickets, /health
  ${bold('Mail out')}     ${mailbox}   the mailbox page: all mail the desk sent, and what SES would refuse
  ${bold('Elsewhere')}    ${mailbox}/elsewhere   what Slack, Teams, PagerDuty and a program would have got
  ${bold('Customers')}    ${CUSTOMERS.map(({ contacts, plan }) => `${contacts[0]} (${plan})`).join(', ')}
  ${bold('Agents')}       ${AGENTS.map(({ addresses }) => addresses[0]).join(', ')}

${bold('A customer writes')} (--user is any password for that address: the mail counts as authenticated; without it, it does not)

${mailExample(desk, smtpUrl)}

${bold('An online form posts')} a signed webhook

${webhookExample(desk)}

${bold('An agent looks')} at the tickets by deadline; the token holds for 12 hours, npm run --silent desk -- token gives another

  curl -s '${http}/api/tickets' -H 'authorization: Bearer ${options.token}'

${bold('An agent answers')} by mail, to the Reply-To of the notice in the mailbox, logged in as the agent; or by the API

  curl -s '${http}/api/tickets/TICKET/responses' -H 'authorization: Bearer …' -d '{"text":"We are on it."}'

npm run demo shows it all in half a minute; npm run demo -- --watch leaves a lively queue to look at. Ctrl-C stops the desk.
`;
}

function mailExample({ supportAddress }: RunningDesk, smtpUrl: string): string {
  const from = CUSTOMERS[0]?.contacts[0];
  return `  printf 'From: Anna Rossi <${from}>\\nTo: ${supportAddress}\\nSubject: [P1] Il server non risponde\\n\\nAiuto!\\n' |
    curl -s --crlf ${smtpUrl} --mail-from ${from} --mail-rcpt ${supportAddress} --user ${from}:any -T -`;
}

/** Signed as Standard Webhooks says: HMAC-SHA256 over id, time stamp and body, by the secret's bytes. */
function webhookExample({ http, webhook }: RunningDesk): string {
  const key = Buffer.from(webhook.secret.slice('whsec_'.length), 'base64').toString('hex');
  return `  id=msg_$(openssl rand -hex 8); time=$(date +%s)
  body='{"email":"susan@hudson.example","name":"Susan","subject":"The shop is slow","body":"Since noon.","priority":2}'
  signature=$(printf '%s' "$id.$time.$body" | openssl dgst -sha256 -mac HMAC -macopt hexkey:${key} -binary | base64)
  curl -s '${http}/webhooks/${webhook.source}' -H 'content-type: application/json' -H "webhook-id: $id" \\
    -H "webhook-timestamp: $time" -H "webhook-signature: v1,$signature" -d "$body"`;
}
