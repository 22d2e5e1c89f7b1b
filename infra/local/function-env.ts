import { readFileSync } from 'node:fs';
import { CHANGES_ENV, ENV } from '../../shared/names.ts';
import type { Settings } from '../../shared/settings.ts';
import { runtimeSettings } from '../settings.ts';
import type { Deployment } from '../settings-schema.ts';
import { deploymentOf } from '../stages.ts';
import type { Endpoints } from './emulators/endpoints.ts';
import { SDK_IDENTITY } from './environment.ts';
import {
  BUCKET,
  CONFIGURATION_SET,
  EVENT_BUS,
  FORM_SECRET_ID,
  PEOPLE_TABLE,
  QUEUE,
  queueArn,
  SCHEDULE_GROUP,
  SCHEDULE_ROLE_ARN,
  SECRET_ID,
  TARGET_SECRET_ID,
  TICKET_TABLE,
} from './resources.ts';

/**
 * The settings that `cdk deploy` would take, each field of `overrides` in place of its own. Throws `SettingsError`, which says that there
 * were some.
 */
export function localDeployment(overrides?: Record<string, unknown>): Deployment {
  const cdk = JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8'));
  return deploymentOf(cdk.context, { name: process.env.DESK_STAGE, overrides });
}

/** The settings that `cdk deploy` would give the functions, with links that lead to the local desk. */
export function localSettings(deployment: Deployment, http: string): Settings {
  // Nothing leads from the local mail service to the local mail door.
  return {
    ...runtimeSettings({ ...deployment, canaryMinutes: 0 }, http),
    ticketUrl: `${http}/console/t/{id}`,
    webUrl: http,
  };
}

/** Endpoints and credentials for the AWS SDK; the same variables lead any SDK client of this machine to the emulators. */
export function sdkEnvironment(endpoints: Omit<Endpoints, 'stream'>): Record<string, string> {
  return {
    ...SDK_IDENTITY,
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamo,
    AWS_ENDPOINT_URL_EVENTBRIDGE: endpoints.bus,
    AWS_ENDPOINT_URL_S3: endpoints.messaging,
    AWS_ENDPOINT_URL_SNS: endpoints.messaging,
    AWS_ENDPOINT_URL_SQS: endpoints.messaging,
    AWS_ENDPOINT_URL_SES: endpoints.mailbox,
    AWS_ENDPOINT_URL_SESV2: endpoints.mailbox,
    AWS_ENDPOINT_URL_SCHEDULER: endpoints.scheduler,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoints.secrets,
  };
}

/** What the CDK app sets on every function. */
export function functionEnvironment(settings: Settings): Record<string, string> {
  return {
    [ENV.ticketTable]: TICKET_TABLE,
    [ENV.peopleTable]: PEOPLE_TABLE,
    [ENV.mailBucket]: BUCKET,
    [ENV.intakeQueueArn]: queueArn(QUEUE.intake),
    [ENV.timerQueueArn]: queueArn(QUEUE.timers),
    [ENV.teamMailQueueArn]: queueArn(QUEUE.teamMail),
    [ENV.scheduleGroup]: SCHEDULE_GROUP,
    [ENV.scheduleRoleArn]: SCHEDULE_ROLE_ARN,
    [ENV.scheduleDeadLetterArn]: queueArn(QUEUE.scheduleDeadLetters),
    [ENV.secretId]: SECRET_ID,
    [ENV.formSecretId]: FORM_SECRET_ID,
    [ENV.targetSecretId]: TARGET_SECRET_ID,
    [ENV.targetQueueArn]: queueArn(QUEUE.targets),
    [ENV.targetDeadLettersArn]: queueArn(QUEUE.targetDeadLetters),
    [ENV.configurationSet]: CONFIGURATION_SET,
    [ENV.settings]: JSON.stringify(settings),
  };
}

/** What the CDK app sets on the reader of the table's stream. */
export function changesEnvironment({ calendars = [] }: Pick<Settings, 'calendars'>): Record<string, string> {
  return {
    [CHANGES_ENV.eventBus]: EVENT_BUS,
    [CHANGES_ENV.deadLettersArn]: queueArn(QUEUE.changesDeadLetters),
    [CHANGES_ENV.table]: TICKET_TABLE,
    [CHANGES_ENV.calendars]: JSON.stringify(calendars),
    [CHANGES_ENV.peopleTable]: PEOPLE_TABLE,
    [CHANGES_ENV.targetQueueArn]: queueArn(QUEUE.targets),
  };
}

/** How much the functions' log says, on standard output and error. Metrics are log lines too, and nobody gathers them here. */
export function logEnvironment(level: string): Record<string, string> {
  return {
    POWERTOOLS_SERVICE_NAME: 'desk',
    POWERTOOLS_LOG_LEVEL: level.toUpperCase(),
    POWERTOOLS_METRICS_DISABLED: String(level !== 'debug'),
  };
}
