import { describe, expect, it } from 'vitest';
import { patientDns, type Resolve } from '../../../../infra/local/smtp/dns.ts';

const failing =
  (code: string): Resolve =>
  async () => {
    throw Object.assign(new Error(code), { code });
  };

/** DNS over a resolver that a test makes up, and every name that was asked of it. */
function dnsOver(resolve: Resolve, budgetMs = 1_000) {
  const asked: string[] = [];
  const clock = { ms: 0 };
  const counted: Resolve = (name, type) => {
    asked.push(name);
    return resolve(name, type);
  };
  return { dns: patientDns({ resolve: counted, budgetMs, now: () => clock.ms }), asked, clock };
}

describe('DNS for a desk that may have none', () => {
  it.each(['rossi.example', '_dmarc.rossi.EXAMPLE.', 's1._domainkey.example.com', 'printer.local', 'x.test'])(
    'knows without asking that there is no %s',
    async (name) => {
      const { dns, asked } = dnsOver(async () => ['answer']);
      await expect(dns.forOneMail()(name, 'TXT')).rejects.toMatchObject({ code: 'ENOTFOUND' });
      expect(asked).toEqual([]);
    },
  );

  it('knows of two reserved domains that are strict about mail in their name, and of no other record of theirs', async () => {
    const { dns, asked } = dnsOver(async () => ['answer']);
    const resolve = dns.forOneMail();
    expect(await resolve('_dmarc.reject.example', 'TXT')).toEqual([['v=DMARC1; p=reject']]);
    expect(await resolve('_dmarc.Quarantine.example.', 'TXT')).toEqual([['v=DMARC1; p=quarantine']]);
    for (const name of ['reject.example', '_dmarc.mail.reject.example', '_dmarc.other.example']) {
      await expect(resolve(name, 'TXT')).rejects.toMatchObject({ code: 'ENOTFOUND' });
    }
    await expect(resolve('_dmarc.reject.example', 'A')).rejects.toMatchObject({ code: 'ENOTFOUND' });
    expect(asked).toEqual([]);
  });

  it.each(['example.org.acme.it', 'myexample', 'notexample.com'])('asks for %s', async (name) => {
    const { dns } = dnsOver(async () => ['answer']);
    expect(await dns.forOneMail()(name, 'TXT')).toEqual(['answer']);
  });

  it('waits no longer than the budget for all questions about a mail', async () => {
    const { dns } = dnsOver(() => new Promise(() => {}), 20);
    await expect(dns.forOneMail()('acme.it', 'TXT')).rejects.toMatchObject({ code: 'ETIMEOUT' });
  });

  it('asks nothing more once the budget is spent', async () => {
    const { dns, asked, clock } = dnsOver(async () => ['answer']);
    const resolve = dns.forOneMail();
    await resolve('acme.it', 'TXT');
    clock.ms = 1_000;
    await expect(resolve('acme.it', 'TXT')).rejects.toMatchObject({ code: 'ETIMEOUT' });
    expect(asked).toHaveLength(1);
  });

  it('that nobody answers is left alone for a minute, whoever writes', async () => {
    const { dns, asked, clock } = dnsOver(failing('ECONNREFUSED'));
    const ask = () =>
      dns
        .forOneMail()('acme.it', 'TXT')
        .catch(() => {});
    await ask();
    await ask();
    expect(asked).toHaveLength(1);
    clock.ms = 60_000;
    await ask();
    expect(asked).toHaveLength(2);
  });

  it('is not taken for absent when it answers that there is nothing, nor for one slow domain', async () => {
    const { dns, asked } = dnsOver((name, type) => failing(name === 'slow.it' ? 'ETIMEOUT' : 'ENOTFOUND')(name, type));
    const resolve = dns.forOneMail();
    for (const name of ['none.it', 'slow.it', 'none.it']) await resolve(name, 'TXT').catch(() => {});
    expect(asked).toEqual(['none.it', 'slow.it', 'none.it']);
  });
});
