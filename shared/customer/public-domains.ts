import { domainOf } from '../address.ts';

/** Mail domains that anybody can have an address in: who shares one with somebody has nothing to do with them. */
export const PUBLIC_DOMAINS: ReadonlySet<string> = new Set(
  `126.com 163.com alice.it aol.com arubapec.it email.it fastmail.com fastwebnet.it free.fr gmail.com gmx.com gmx.de gmx.net
  googlemail.com hotmail.com hotmail.it icloud.com inwind.it iol.it legalmail.it libero.it live.com live.it mac.com mail.com
  mail.ru me.com msn.com orange.fr outlook.com outlook.it pec.it poste.it postecert.it proton.me protonmail.com qq.com
  t-online.de tim.it tin.it tiscali.it virgilio.it web.de yahoo.com yahoo.it yandex.com yandex.ru zoho.com`.split(
    /\s+/,
  ),
);

/** Whether two addresses are of one house: of a mail domain that is not everybody's. */
export function areOfOneHouse(one: string, other: string): boolean {
  const domain = domainOf(one);
  return domain !== '' && domain === domainOf(other) && !PUBLIC_DOMAINS.has(domain);
}
