import {
  type AutomaticMail,
  maySend,
  type Permission,
  type SendCounter,
  type SentMail,
} from '../../shared/ticket/caps.ts';

/** What the desk does with an automatic mail: asks whether it may go, and counts one that went. */
export async function sendWithinCaps(
  guard: Parameters<typeof maySend>[0] & { counter: SendCounter },
  mail: AutomaticMail,
  sent: readonly SentMail[],
): Promise<Permission> {
  const permission = await maySend(guard, mail, sent);
  if (permission.send && !mail.team)
    await guard.counter.count(mail.to, mail.at, mail.unproved ? 'unproved acknowledgement' : mail.purpose);
  return permission;
}
