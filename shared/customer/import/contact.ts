import * as z from 'zod';
import { toAddress, toDomain } from '../../address.ts';
import { quote } from './csv.ts';

/** Mail domains that anybody can have an address in: a customer that claimed one would answer for strangers. */
const PUBLIC_DOMAINS: ReadonlySet<string> = new Set(
  `126.com 163.com alice.it aol.com arubapec.it email.it fastmail.com fastwebnet.it free.fr freenet.de gmail.com gmx.at gmx.ch gmx.com gmx.de gmx.net
  googlemail.com hotmail.be hotmail.co.uk hotmail.com hotmail.de hotmail.es hotmail.fr hotmail.it icloud.com inwind.it iol.it laposte.net legalmail.it
  libero.it live.com live.de live.fr live.it mac.com mail.com mail.ru me.com msn.com orange.fr outlook.com outlook.de outlook.es outlook.fr outlook.it
  pec.it poste.it postecert.it proton.me protonmail.com qq.com sfr.fr t-online.de tim.it tin.it tiscali.it virgilio.it wanadoo.fr web.de
  yahoo.co.uk yahoo.com yahoo.de yahoo.es yahoo.fr yahoo.it yandex.com yandex.ru ymail.com zoho.com`.split(/\s+/),
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
