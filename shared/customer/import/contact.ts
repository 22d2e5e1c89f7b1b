import * as z from 'zod';
import { toAddress, toDomain } from '../../address.ts';
import { PUBLIC_DOMAINS } from '../public-domains.ts';
import { quote } from './csv.ts';

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
