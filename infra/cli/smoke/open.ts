import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createTransport } from 'nodemailer';
import { PROVIDERS } from '../../../shared/forms/providers.ts';
import { countingAt, readSource } from '../../../shared/forms/stored-source.ts';
import { composeMail } from '../../../shared/mail/compose.ts';
import type { OutgoingMail } from '../../../shared/mail/outgoing.ts';
import { ENV } from '../../../shared/names.ts';
import { DONE, type Outcome } from '../../../shared/outcome.ts';
import type { RunningDesk } from '../../local/running.ts';
import { reachDesk } from '../reach.ts';
import { allSources } from '../sources/find.ts';
import { type StoredSources, sourceSecrets } from '../sources/secrets.ts';
import { localToken } from '../token.ts';
import type { SmokeDesk, SmokeSource } from './smoke-desk.ts';

/** Finds what a smoke run works on: the desk of this stage, else the one that runs here. */
export type OpenSmoke = (where: { stage?: string | undefined; token?: string | undefined }) => Promise<SmokeDesk>;

export const openSmoke: OpenSmoke = async ({ stage, token }) => {
  const { env, url, running, desk: whole } = await reachDesk(stage);
  const desk = await whole();
  const secrets = { form: env[ENV.formSecretId] ?? '', desk: env[ENV.secretId] ?? '' };
  return {
    desk,
    speed: running?.speed ?? 1,
    mail: running ? (mail) => mailByDoor(running, mail) : (mail) => desk.mailer.send(mail),
    source: async () => usableSource(await sourceSecrets(new SecretsManagerClient({}), secrets).read(), new Date()),
    token: token ?? (running && (await localToken('start one')).token),
    async ask(path, request, ms) {
      const response = await fetch(`${url}${path}`, { ...request, signal: AbortSignal.timeout(ms) });
      return { status: response.status, json: await response.json().catch(() => undefined) };
    },
  };
};

/**
 * The first source that takes a post as it is: of one with a map nobody knows which answer is the sender's address. `now` is machine time. One
 * that proves itself by a public key is none, since nobody here can sign for it.
 */
export function usableSource(stored: StoredSources, now: Date): SmokeSource | undefined {
  for (const [name, each] of [...allSources(stored)].sort(([a], [b]) => a.localeCompare(b))) {
    const { source, unusable } = readSource(name, each, PROVIDERS);
    if (source?.type !== 'standard' || source.map || source.isDisabled || unusable.length > 0) continue;
    const signing = countingAt(source.secrets, now).find(({ secret }) => secret.startsWith('whsec_'));
    if (signing) return { name, secret: signing.secret };
  }
  return undefined;
}

/** As customers' mail comes to the desk that runs here, logged in as its sender, so that it is proved as SES's own signature proves it. */
async function mailByDoor({ smtp }: RunningDesk, mail: OutgoingMail): Promise<Outcome> {
  const { address } = mail.from;
  const transport = createTransport({ host: smtp.host, port: smtp.port, auth: { user: address, pass: 'any' } });
  try {
    await transport.sendMail({ envelope: { from: address, to: mail.recipient }, raw: composeMail(mail) });
    return DONE;
  } catch (error) {
    return { outcome: 'later', reason: error instanceof Error ? error.message : String(error) };
  }
}
