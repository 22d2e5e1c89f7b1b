import type { Server } from 'node:http';
import { startFauxqs } from 'fauxqs';
import { checkMessaging } from '../checks/messaging.ts';
import { refuseForeignHosts } from '../host-check.ts';
import { LOOPBACK, onLoopback } from '../loopback.ts';
import { MESSAGING, REGION } from '../resources.ts';
import type { Service } from '../serve.ts';
import { answerAsAsked } from './asked-headers.ts';

/** S3, SNS and SQS by fauxqs, with the desk's bucket, topic and queues in it. `data` is a directory that keeps them over restarts. */
export async function startMessaging(data?: string): Promise<Service> {
  const fauxqs = await onLoopback(
    () => startFauxqs({ port: 0, logger: false, defaultRegion: REGION, init: MESSAGING, dataDir: data }),
    (server) => {
      checkMessaging(server as Server);
      answerAsAsked(server as Server);
      refuseForeignHosts(server as Server);
    },
  );
  return { url: `http://${LOOPBACK}:${fauxqs.port}`, close: () => fauxqs.stop() };
}
