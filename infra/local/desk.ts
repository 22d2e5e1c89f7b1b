import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { UPLOADS_ENDPOINT, WATCHED_QUEUES } from '../../shared/names.ts';
import { receivedAt } from '../../shared/ticket/desk-addresses.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { createClock, type DeskClock } from './clock.ts';
import { signNothing } from './constant-signature.ts';
import { claimDataDir, deadDeskGone } from './data-dir.ts';
import { addExampleTargets } from './elsewhere/examples.ts';
import { forkEmulators } from './emulators/child.ts';
import type { Endpoints } from './emulators/endpoints.ts';
import { createTables } from './emulators/tables.ts';
import { enterEnvironment } from './environment.ts';
import { addExamples } from './examples.ts';
import {
  changesEnvironment,
  functionEnvironment,
  localDeployment,
  localSettings,
  logEnvironment,
  sdkEnvironment,
} from './function-env.ts';
import { type HttpFunctions, openHttpDoor } from './http-door.ts';
import { startIssuer } from './issuer/issuer.ts';
import { loadKeys } from './keys.ts';
import { checkFree, LOOPBACK } from './loopback.ts';
import type { Options } from './options.ts';
import { BUCKET, clientFor, PEOPLE_TABLE, TICKET_TABLE, TOPIC_ARN, WATCHED, WEBHOOK_SOURCE } from './resources.ts';
import type { RunningDesk } from './running.ts';
import { openSmtpDoor } from './smtp-door.ts';
import { Stops } from './stops.ts';
import { LOGIN_CLIENT, type LocalLogin, newIssuerKey } from './token.ts';
import { openUploadsDoor } from './uploads-door.ts';

/** A desk that runs in this process, with its emulators in another one. */
export type LocalDesk = { card: RunningDesk; now: () => Date; stop(): Promise<void> };

type Listeners = {
  onError: (error: unknown) => void;
  /** The emulators' process has ended by itself, and how. */
  onLost: (how: string) => void;
};

type Start = { clock: DeskClock; endpoints: Endpoints; login: LocalLogin; onError: Listeners['onError'] };

/** What the doors lead to. */
type Work = { desk: Desk; functions: HttpFunctions };

/**
 * Brings the whole desk up on loopback: the emulators, then the deployed handlers and adapters against them, then the doors.
 * Sets this process's environment. Throws `PortRefused` before anything runs; what fails later takes down what is already up.
 */
export async function startDesk(options: Options, listeners: Listeners): Promise<LocalDesk> {
  if (options.data !== undefined) await deadDeskGone(options.data);
  await checkFree(options.ports.http, 'DESK_PORT');
  await checkFree(options.ports.smtp, 'DESK_SMTP_PORT');
  await checkFree(options.ports.mailbox, 'DESK_MAILBOX_PORT');
  const stops = new Stops();
  try {
    return { ...(await bringUp(options, listeners, stops)), stop: () => stops.stop() };
  } catch (error) {
    await stops.stop();
    throw error;
  }
}

async function bringUp(
  options: Options,
  { onError, onLost }: Listeners,
  stops: Stops,
): Promise<Omit<LocalDesk, 'stop'>> {
  const { speed, ports, data } = options;
  const claim = data === undefined ? undefined : claimDataDir(data);
  if (claim) stops.add(claim.letGo);
  const emulators = await stops.up(Promise.resolve(forkEmulators(onLost)));
  // Noted before anything of it is opened.
  claim?.shareWith(emulators.pid);
  const pathOf = (name: string) => (data === undefined ? undefined : join(data, name));
  const keys = loadKeys(pathOf('keys.json'));
  const clock = createClock({ speed, file: pathOf('clock.json') });
  stops.add(clock.stop);
  const deployment = localDeployment(options.overrides);
  const { mailDomain } = deployment;
  const isReporting = deployment.feedback !== 'mail';
  const message = { clock: clock.origin, keys, mailboxPort: ports.mailbox, mailDomain, isReporting, data };
  const [endpoints, key] = await Promise.all([emulators.start(message), newIssuerKey()]);

  const work = Promise.withResolvers<Work>();
  const functions = work.promise.then((each) => each.functions);
  const agents = async () => (await work.promise).desk.agents.list();
  const { url: issuer } = await stops.up(startIssuer({ key, agents, portFile: pathOf('issuer-port'), onError }));
  const login = { issuer, clientId: LOGIN_CLIENT, key };
  const door = { port: ports.http, now: clock.now, login: { issuer, audience: [LOGIN_CLIENT] }, functions, onError };
  const http = `http://${LOOPBACK}:${(await stops.up(openHttpDoor(door))).port}`;
  const settings = localSettings(deployment, http);
  const client = clientFor(endpoints.messaging);
  const s3 = new S3Client(client);
  const { credentials } = client;
  const uploads = await stops.up(openUploadsDoor({ s3, bucket: BUCKET, credentials, origin: http, onError }));
  const env = {
    ...sdkEnvironment(endpoints),
    ...functionEnvironment(settings),
    ...changesEnvironment(settings),
    [UPLOADS_ENDPOINT]: uploads.url,
    [WATCHED_QUEUES]: JSON.stringify(WATCHED),
  };
  enterEnvironment({ ...env, ...logEnvironment(options.log) });
  signNothing();
  await createTables({ tickets: TICKET_TABLE, people: PEOPLE_TABLE });
  work.resolve(await startWork({ clock, endpoints, login, onError }, stops));

  const { host, port } = await stops.up(
    openSmtpDoor({
      port: ports.smtp,
      addresses: receivedAt(settings),
      s3,
      sns: new SNSClient(client),
      bucket: BUCKET,
      topicArn: TOPIC_ARN,
      now: clock.now,
      onError,
    }),
  );
  const card: RunningDesk = {
    pid: process.pid,
    emulatorsPid: emulators.pid,
    http,
    smtp: { host, port },
    mailbox: endpoints.mailbox,
    supportAddress: settings.supportAddress,
    env,
    login,
    webhook: { source: WEBHOOK_SOURCE, secret: keys.webhookSecret },
    speed,
  };
  return { card, now: clock.now };
}

/** Sets the deployed code to work. It is loaded only now: some libraries read the environment when they are loaded. */
async function startWork({ clock, endpoints, login, onError }: Start, stops: Stops): Promise<Work> {
  const { createDesk } = await import('../../shared/aws/desk.ts');
  const { deskTargets } = await import('../../shared/aws/targets-desk.ts');
  const { httpFunctions, startFunctions } = await import('./functions.ts');
  const { PROVIDERS } = await import('../../shared/forms/providers.ts');
  const desk = createDesk({ now: clock.now, pace: clock.speed, providers: PROVIDERS });
  await addExamples(desk);
  await addExampleTargets(deskTargets());
  const work = startFunctions({
    ...{ desk, clock, onError },
    messagingUrl: endpoints.messaging,
    streamUrl: endpoints.stream,
  });
  stops.add(work.stop);
  return { desk, functions: httpFunctions(desk, login) };
}
