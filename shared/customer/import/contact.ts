import * as z from 'zod';
import { toAddress, toDomain } from '../../address.ts';
import { quote } from './csv.ts';

/** Mail domains that anybody can have an address in: a customer that claimed one would answer for strangers. */
const PUBLIC_DOMAINS = new Set(
  `126.com 163.com alice.it aol.com arubapec.it email.it fastmail.com fastwebnet.it free.fr gmail.com gmx.com gmx.de gmx.net
  googlemail.com hotmail.com hotmail.it icloud.com inwind.it iol.it legalmail.it libero.it live.com live.it mac.com mail.com
  mail.ru me.com msn.com orange.fr outlook.com outlook.it pec.it poste.it postecert.it proton.me protonmail.com qq.com
  t-online.de tim.it tin.it tiscali.it virgilio.it web.de yahoo.com yahoo.it yandex.com yandex.ru zoho.com`.split(
    /\s+/,
  ),
);

/** A mail address, lower case, its domain in ASCII. Its message names the mend. */
export const addressCell = z.string().transform((text, ctx) => {
  const address = toAddress(text);
  if (address !== undefined) return address;
  ctx.addIssue({ code: 'custom', message: `${quote(text)} is no mail address; write it as anna@acme.example` });
  return z.NEVER;
});

/** An address, or a whole domain as `acme.example` or `@acme.example`; lower case, in ASCII. */
export const contactCell = z.string().transform((text, ctx) => {
  const fail = (message: string) => {
    ctx.addIssue({ code: 'custom', message });
    return z.NEVER;
  };
  if (text.lastIndexOf('@') > 0) {
    const address = toAddress(text);
    return address ?? fail(`${quote(text)} is no mail address; write it as anna@acme.example`);
  }
  const domain = toDomain(text.replace(/^@/, ''));
  if (domain === undefined) return fail(`${quote(text)} is neither an address nor a domain; write acme.example`);
  if (PUBLIC_DOMAINS.has(domain)) {
    return fail(`${domain} is a public mail domain, which strangers share; list the single addresses`);
  }
  return domain;
});

/** The entries of a cell: spaces, commas and semicolons separate them. */
export function entries(cell: string): string[] {
  return [...new Set(cell.split(/[\s,;]+/).filter((entry) => entry !== ''))];
}
