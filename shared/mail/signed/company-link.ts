import type { Settings } from '../../settings.ts';
import { linkReader, READER_PATTERN } from './follow-link.ts';
import { MADE_PATTERN, madeAt, madeText } from './made-at.ts';
import { isSigned, SIGNATURE_PATTERN, sign } from './signature.ts';

/** Whose link it is to the requests of which customer, and when it was made (ISO, UTC, whole seconds). */
export type CompanyLink = { customerId: string; reader: string; made: string };

const PURPOSE = 'company-link/1';

/** The last part of a company link, for patterns; ids of customers as an import takes them. */
export const COMPANY_TOKEN = `([a-z0-9-]{1,40})\\.(${READER_PATTERN})\\.(${MADE_PATTERN})\\.(${SIGNATURE_PATTERN})`;

const TOKEN = new RegExp(`^${COMPANY_TOKEN}$`);

/**
 * Where a company's named contact sees its requests without an account: `…/desk/c/<customer>.<reader>.<made>.<signature>`. Only that
 * contact's own mail brings it. What it opens, and for how long, is asked when it is used. `at`: when it is made (ISO, UTC).
 */
export function companyLink(
  key: string,
  { webUrl }: Pick<Settings, 'webUrl'>,
  { customerId, address, at }: { customerId: string; address: string; at: string },
): string {
  const parts = [customerId, linkReader(address), madeText(at)];
  return `${webUrl}/desk/c/${[...parts, sign(key, PURPOSE, parts)].join('.')}`;
}

/** Reads the last part of a company link back, in any case of letters, by any of the keys; undefined when none of them signed it. */
export function readCompanyLink(keys: readonly string[], token: string): CompanyLink | undefined {
  const [isLink, customerId = '', reader = '', made = '', signature = ''] = TOKEN.exec(token.toLowerCase()) ?? [];
  if (!isLink || !isSigned(keys, PURPOSE, [customerId, reader, made], signature)) return undefined;
  return { customerId, reader, made: madeAt(made) };
}
