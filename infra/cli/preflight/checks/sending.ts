import type { Facts } from '../facts.ts';
import { error, type Line, line, ok, toDo, warning } from '../line.ts';

export function checkDkim(facts: Facts): Line {
  const { mailDomain } = facts.stage.deployment;
  return line(facts, ['DNS', 'DKIM'], facts.identity, (identity) => {
    if (identity?.isVerified && identity.dkim === 'SUCCESS')
      return ok(`${mailDomain} is verified, and its mail is signed`);
    if (!identity) return toDo(`SES has no identity ${mailDomain}`, 'see identity');
    return toDo(
      `${mailDomain} is ${identity.isVerified ? 'verified' : 'not verified'}, its signature ${identity.dkim}`,
      `write its records: npm run desk -- dns --stage ${facts.stage.name}; SES looks again within hours`,
    );
  });
}

/** A broken one costs the alignment of SPF, and no mail. */
export function checkMailFrom(facts: Facts): Line {
  const { mailDomain, mailFrom, sendingIdentity } = facts.stage.deployment;
  const wanted = `${mailFrom}.${mailDomain}`;
  return line(facts, ['DNS', 'MAIL FROM'], facts.identity, (identity) => {
    if (!identity) return toDo(`SES has no identity ${mailDomain}`, 'see identity');
    const { domain, status } = identity.mailFrom ?? {};
    if (domain !== undefined && status === 'SUCCESS') return ok(`bounces come back to ${domain}`);
    if (sendingIdentity === 'existing' && domain === undefined)
      return warning(
        'bounces come back to a domain of Amazon’s',
        `aws sesv2 put-email-identity-mail-from-attributes --email-identity ${mailDomain} --mail-from-domain ${wanted}`,
      );
    return warning(
      `${domain ?? wanted} is ${status ?? 'not set'}`,
      `write its records: npm run desk -- dns --stage ${facts.stage.name}`,
    );
  });
}

export function checkDmarc(facts: Facts): Line {
  const { mailDomain } = facts.stage.deployment;
  return line(facts, ['DNS', 'DMARC'], facts.dmarc, (record) =>
    record === undefined
      ? warning(
          `${mailDomain} has no policy`,
          `_dmarc.${mailDomain} TXT "v=DMARC1; p=none; rua=mailto:…", with a mailbox of yours`,
        )
      : ok(record),
  );
}

export function checkProduction(facts: Facts): Line {
  const { region } = facts.stage.deployment;
  return line(facts, ['Production access', 'production access'], facts.account, ({ isProduction }) =>
    isProduction
      ? ok(`SES sends to anybody from ${region}`)
      : toDo(
          'the account is in the sandbox: SES sends to verified addresses alone',
          'aws sesv2 put-account-details, see README.md',
        ),
  );
}

export function checkSending(facts: Facts): Line {
  return line(facts, ['Production access', 'sending'], facts.account, ({ isSendingEnabled }) =>
    isSendingEnabled
      ? ok('not paused')
      : error(
          'SES has paused the account: no mail leaves',
          'read what AWS wrote to the account, and answer in AWS Support',
        ),
  );
}

/** Days on which people write are fewer than those of a month (docs/scale.md). */
const BUSY_DAY = 1.4;
const DAYS_OF_MONTH = 30;
/** Of a ticket, its acknowledgement and its answer; beside them each agent is told. */
const TO_CUSTOMER = 2;
/** What `shared/settings.ts` takes when nothing is set. */
const USUAL_RATE = 14;

/** SES counts recipients (docs/scale.md says which quota binds first). */
export function checkQuota(facts: Facts): Line {
  const { expected, mailsPerSecond = USUAL_RATE } = facts.stage.deployment;
  return line(facts, ['Production access', 'quota'], facts.account, ({ isProduction, perDay, perSecond }) => {
    const has = `${perDay} mails a day, ${perSecond} a second`;
    if (!isProduction) return toDo(`${has}, as in the sandbox`, 'see production access');
    const needed =
      expected && Math.ceil((expected.ticketsPerMonth / DAYS_OF_MONTH) * BUSY_DAY * (TO_CUSTOMER + expected.agents));
    // Minus one: without a bound.
    if (needed !== undefined && perDay !== -1 && perDay < needed)
      return toDo(`${has}; a busy day takes ${needed}`, 'ask for more: Service Quotas, Amazon SES, Sending quota');
    if (perSecond < mailsPerSecond)
      return warning(
        `${has}; mailsPerSecond is ${mailsPerSecond}`,
        `set "mailsPerSecond": ${perSecond}, or ask for more`,
      );
    return ok(needed === undefined ? `${has}; no "expected" to compare with` : `${has}; a busy day takes ${needed}`);
  });
}
