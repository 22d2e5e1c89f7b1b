import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { AdminSecret } from './admin-secret.ts';
import { AgentPool } from './agent-pool.ts';
import { DeskSecret } from './desk-secret.ts';
import { MailBucket } from './mail-bucket.ts';
import { refusePlaceholders } from './placeholders.ts';
import { SendingConfiguration } from './sending-configuration.ts';
import { SendingIdentity } from './sending-identity.ts';
import type { Stage } from './stages.ts';
import { type DeskTables, deskTables } from './tables.ts';

/** What outlives the desk: what customers wrote and were promised, who they and the agents are, and by what their servers know it. */
export class DeskState extends Stack {
  /** Those that the desk works on. */
  readonly tables: DeskTables;
  readonly bucket: MailBucket;
  /** The key that signs. */
  readonly secret: ISecret;
  readonly formSecret: ISecret;
  readonly targetSecret: ISecret;
  readonly sending: SendingConfiguration;
  /** Undefined when another provider vouches for the agents. */
  readonly pool: AgentPool | undefined;

  constructor(scope: Construct, id: string, { stage, ...props }: StackProps & { stage: Stage }) {
    super(scope, id, props);
    const { deployment } = stage;
    refusePlaceholders(this, stage);
    this.tables = deskTables(this, deployment);
    this.bucket = new MailBucket(this, 'Mail', deployment);
    this.secret = new DeskSecret(this, 'SigningKeys', deployment);
    const written = (id: string, description: string) =>
      new AdminSecret(this, id, { ...deployment, description }).secret;
    this.formSecret = written('WebhookSecrets', 'Support desk: sources of forms and their secrets');
    this.targetSecret = written('TargetSecrets', 'Support desk: addresses and keys of targets outside');
    this.sending = new SendingConfiguration(this, 'Sending');
    if (deployment.sendingIdentity === 'create') new SendingIdentity(this, 'Identity', deployment);
    this.pool =
      deployment.login.by === 'cognito' ? new AgentPool(this, 'Agents', deployment, deployment.login) : undefined;
    const output = (name: string, value: string, description: string) =>
      new CfnOutput(this, name, { value, description });
    const { tickets, people } = this.tables;
    output('Tables', `${tickets.tableName},${people.tableName}`, 'Tickets and people');
    output('MailBucketName', this.bucket.bucketName, 'Raw mail and attachments');
    if (this.pool) output('AgentPoolId', this.pool.userPoolId, 'Accounts of agents: aws cognito-idp admin-create-user');
  }
}
