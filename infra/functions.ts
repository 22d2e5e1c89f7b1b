import { Duration, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { anchorOf, RUNBOOK } from '../shared/alarms.ts';
import { CONSOLE_LOGIN } from '../shared/names.ts';
import type { Trusted } from './agent-login.ts';
import type { Alarms } from './alarms.ts';
import { DeskFunction, type FunctionProps } from './desk-function.ts';
import type { DeskState } from './desk-state.ts';
import type { OutboundMail } from './outbound-mail.ts';
import { grantLookUp, grantSearch, grantSetAbsent, grantUse } from './tables.ts';
import { TIMEOUT_SECONDS } from './timeouts.ts';
import type { Timers } from './timers.ts';

type Parts = {
  alarms: Alarms;
  /** What `createDesk` reads, the same for every function. */
  environment: Record<string, string>;
  state: DeskState;
  outbound: OutboundMail;
  timers: Timers;
};

/** The doors of the desk, each with the rights its use cases need and no more. */
export function deskFunctions(scope: Construct, parts: Parts & { login: Trusted }) {
  const { alarms } = parts;
  const { bucket, formSecret } = parts.state;
  const ingestEmail = door(scope, 'IngestEmail', parts, {
    name: 'ingest-email',
    description: 'A mail becomes a ticket, or joins one',
    timeout: Duration.seconds(TIMEOUT_SECONDS.ingestEmail),
    errors: {
      happened: 'A run on a mail broke off: its sender waits a minute or two longer for the acknowledgement.',
      runbook: 'the-ingest-email-function-fails',
    },
  });
  bucket.grantReadRaw(ingestEmail);
  bucket.grantKeepNotifications(ingestEmail);
  bucket.grantWriteAttachments(ingestEmail);

  const ingestWebhook = door(scope, 'IngestWebhook', parts, {
    name: 'ingest-webhook',
    description: 'A signed webhook becomes a ticket',
    timeout: Duration.seconds(TIMEOUT_SECONDS.http),
    errors: {
      happened: 'A request from an online form was not taken in; the form has to send it again.',
      runbook: 'the-ingest-webhook-function-fails',
    },
  });
  bucket.grantKeepRequests(ingestWebhook);
  // What a plain page sends is held as the online desk's own.
  bucket.grantKeepPages(ingestWebhook);
  // It alone: who holds a form's secret can send requests in anybody's name.
  formSecret.grantRead(ingestWebhook);
  bucket.grantWriteAttachments(ingestWebhook);

  const onlineDesk = door(scope, 'OnlineDesk', parts, {
    name: 'online-desk',
    description: 'The pages on which customers file and follow',
    timeout: Duration.seconds(TIMEOUT_SECONDS.http),
    errors: {
      happened: 'A customer on the online desk saw an error; what they sent may not have been taken in.',
      runbook: 'the-online-desk-function-fails',
    },
  });
  bucket.grantKeepPages(onlineDesk);
  bucket.grantUploads(onlineDesk);
  bucket.grantWriteAttachments(onlineDesk);
  bucket.grantReadAttachments(onlineDesk);

  const api = door(scope, 'Api', parts, {
    name: 'api',
    description: 'What agents do over HTTP',
    timeout: Duration.seconds(TIMEOUT_SECONDS.http),
    errors: {
      happened: 'A call of an agent to the API broke off: a response may not have reached its customer.',
      runbook: 'the-api-function-fails',
    },
  });
  bucket.grantKeepFilings(api);
  bucket.grantWriteAttachments(api);
  bucket.grantReadAttachments(api);
  // A mail that is released from quarantine is read again.
  bucket.grantReadRaw(api);
  grantSearch(parts.state.tables, api);

  const { issuer, clientId, trustsEmail } = parts.login;
  const agentsConsole = door(scope, 'Console', parts, {
    name: 'console',
    description: 'The pages on which agents work',
    timeout: Duration.seconds(TIMEOUT_SECONDS.http),
    errors: {
      happened: 'An agent saw an error in the console: an answer may not have reached its customer.',
      runbook: 'the-console-function-fails',
    },
  });
  agentsConsole.addEnvironment(CONSOLE_LOGIN, Stack.of(scope).toJsonString({ issuer, clientId, trustsEmail }));
  // What an agent files is kept, as by the API.
  bucket.grantKeepFilings(agentsConsole);
  // Its pages' larger files lie where the online desk gave them a place; they are only looked at and copied.
  bucket.grantReadUploads(agentsConsole);
  bucket.grantWriteAttachments(agentsConsole);
  bucket.grantReadAttachments(agentsConsole);
  grantSearch(parts.state.tables, agentsConsole);
  // Of themselves, as the console sees to.
  grantSetAbsent(parts.state.tables, agentsConsole);

  const escalate = door(scope, 'Escalate', parts, {
    name: 'escalate',
    description: 'A timer fired: an unanswered ticket escalates',
    timeout: Duration.seconds(TIMEOUT_SECONDS.escalate),
    errors: {
      happened: 'An escalation broke off: the contacts of a late ticket hear of it minutes later than they should.',
      runbook: 'the-escalate-function-fails',
    },
  });

  const teamMail = door(scope, 'TeamMailFunction', parts, {
    name: 'team-mail',
    description: 'Mails the team, at the pace that leaves the mail service to customers',
    timeout: Duration.seconds(TIMEOUT_SECONDS.teamMail),
    errors: {
      happened: 'A run on notices broke off: one of the team hears of a ticket a minute or two late.',
      runbook: 'the-team-mail-function-fails',
    },
  });
  alarms.add(
    teamMail,
    'Dropped',
    {
      happened: 'Lambda took the team’s mail for a loop and dropped an entry: the sweep tells what it was about.',
      runbook: 'the-teams-mail-was-taken-for-a-loop',
    },
    // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
    { metric: teamMail.metric('RecursiveInvocationsDropped', { statistic: 'sum' }) },
  );
  // A notice carries the small files of its message.
  bucket.grantReadAttachments(teamMail);

  const sweep = door(scope, 'Sweep', parts, {
    name: 'sweep',
    description: 'Finds lost timers and unsent mails, and does them late',
    timeout: Duration.seconds(TIMEOUT_SECONDS.sweep),
    // The next run comes in five minutes, and takes what this one left.
    retryAttempts: 0,
    errors: {
      happened: 'Tickets that lost their timer or a mail could not be mended; the next try comes within five minutes.',
      runbook: anchorOf(RUNBOOK.sweepFails),
    },
  });

  parts.outbound.grantAskAccount(sweep);
  // A request whose text was lost is taken in again, from what was kept of it.
  bucket.grantReadKept(sweep);
  bucket.grantWriteAttachments(sweep);
  // An answer that was parked goes out with its files.
  bucket.grantReadAttachments(sweep);

  return { ingestEmail, ingestWebhook, onlineDesk, api, console: agentsConsole, escalate, teamMail, sweep };
}

/** The function that hears from SES what became of mails; there is none where SES reports elsewhere. */
export function feedbackFunction(scope: Construct, parts: Parts): DeskFunction {
  // It sends, too: a re-opened clock that is past a level tells that level's contacts at once.
  return door(scope, 'DeliveryFeedback', parts, {
    name: 'delivery-feedback',
    description: 'SES says what became of a mail: an answer that bounced is none',
    timeout: Duration.seconds(TIMEOUT_SECONDS.deliveryFeedback),
    errors: {
      happened: 'A run on reports of SES broke off: an answer that bounced counts a minute or two longer.',
      runbook: 'the-delivery-feedback-function-fails',
    },
  });
}

type Door = Omit<FunctionProps, 'alarms' | 'environment'>;

/** A function with what every use case needs: tickets, their timers, mails, and the key that signs reply addresses. */
function door(scope: Construct, id: string, parts: Parts, props: Door): DeskFunction {
  const { alarms, environment, outbound, timers } = parts;
  const { tables, secret } = parts.state;
  const made = new DeskFunction(scope, id, { ...props, alarms, environment });
  grantUse(tables, made);
  grantLookUp(tables, made);
  timers.grantUse(made);
  outbound.grantSend(made);
  secret.grantRead(made);
  return made;
}
