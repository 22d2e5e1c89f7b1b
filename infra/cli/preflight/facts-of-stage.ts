import { Resolver } from 'node:dns/promises';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SESClient } from '@aws-sdk/client-ses';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SNSClient } from '@aws-sdk/client-sns';
import { agentTable } from '../../../shared/aws/people-table.ts';
import { openTable } from '../../../shared/aws/table.ts';
import { sendsCanary } from '../../settings.ts';
import type { Stage } from '../../stages.ts';
import { LOG } from '../connect.ts';
import { readTables } from '../desk-tables.ts';
import { asker } from './ask/asked.ts';
import { askCanary, askStream, askSubscriptions, askTables } from './ask/deployed.ts';
import { askDmarc, askMx, type Dns } from './ask/dns.ts';
import { askIssuer } from './ask/issuer.ts';
import { askReceipt } from './ask/receipt.ts';
import { askAccount, askIdentity, askSuppressed } from './ask/sending.ts';
import { askStacks } from './ask/stacks.ts';
import type { Facts, ReceivingFacts } from './facts.ts';

/** Questions of `factsOf`, for whoever shows how far it is. */
export const QUESTIONS = 13;

/** What is asked that is not AWS, and who hears of each question that was answered. */
export type Around = { dns: Dns; fetch: typeof fetch; answered: () => void };

/** The name servers of this machine, the network, and nobody who hears of it. */
export const AROUND: Around = { dns: new Resolver({ timeout: 5_000, tries: 2 }), fetch, answered: () => {} };

type Asking = { isBeforeDeploy: boolean; around: Around };

/** Asks AWS, by the usual credentials in the stage's Region, and the name servers, whether mail would come in. */
export async function receivingFactsOf(stage: Stage, { isBeforeDeploy, around }: Asking): Promise<ReceivingFacts> {
  const { region, mailDomain, ruleSet } = stage.deployment;
  const { ask } = asker(around.answered);
  return {
    stage,
    isBeforeDeploy,
    stacks: await ask(() => askStacks(new CloudFormationClient({ region }), stage)),
    receipt: await ask(() => askReceipt(new SESClient({ region }), ruleSet.existing)),
    mx: await ask(() => askMx(around.dns, mailDomain)),
  };
}

/** Asks for all that `judge` looks at. */
export async function factsOf(stage: Stage, { isBeforeDeploy, around }: Asking): Promise<Facts> {
  const { deployment } = stage;
  const { region, mailDomain, escalation, alarmMail, alarmUrl } = deployment;
  const { ask, askAt } = asker(around.answered);
  const receiving = await receivingFactsOf(stage, { isBeforeDeploy, around });
  const { stacks } = receiving;
  const [ses, dynamo] = [new SESv2Client({ region }), new DynamoDBClient({ region })];
  const agents = await askAt(stacks, 'Tables', (tables) =>
    agentTable(openTable(dynamo, readTables(tables).people), LOG).list(),
  );
  const team = 'is' in agents ? agents.is.flatMap(({ addresses }) => addresses) : [];
  return {
    ...receiving,
    identity: await ask(() => askIdentity(ses, mailDomain)),
    issuer: await ask(() => askIssuer(deployment, around.fetch)),
    tables: await askAt(stacks, 'Tables', (tables) => askTables(dynamo, Object.values(readTables(tables)))),
    stream: await askAt(stacks, 'Tables', (tables) => askStream(dynamo, readTables(tables).tickets)),
    canary: sendsCanary(deployment)
      ? await askAt(stacks, 'Tables', (tables) => askCanary(openTable(dynamo, readTables(tables).tickets)))
      : { is: undefined },
    dmarc: await ask(() => askDmarc(around.dns, mailDomain)),
    // Without anybody to tell there is no topic.
    subscriptions:
      alarmMail === undefined && alarmUrl === undefined
        ? { is: [] }
        : await askAt(stacks, 'AlarmTopic', (topic) => askSubscriptions(new SNSClient({ region }), topic)),
    account: await ask(() => askAccount(ses)),
    agents: 'is' in agents ? { is: agents.is.map(({ id }) => id) } : agents,
    suppressed: await ask(() => askSuppressed(ses, [...team, ...escalation.lead, ...escalation.manager])),
  };
}
