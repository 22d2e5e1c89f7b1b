import addressparser from 'nodemailer/lib/addressparser';
import { isMailable } from '../../../shared/mail/mailable.ts';
import { addressFault } from './address-rules.ts';
import { SesRefusal } from './refusal.ts';
import type { SendRequest } from './request.ts';

/** https://docs.aws.amazon.com/ses/latest/dg/quotas.html */
const MOST_BYTES = 10 * 1024 * 1024;
const MOST_RECIPIENTS = 50;
/** https://docs.aws.amazon.com/ses/latest/APIReference/API_MessageTag.html */
const TAG = /^[A-Za-z0-9_-]{1,256}$/;

/** Of https://docs.aws.amazon.com/ses/latest/dg/header-fields.html those that mails of ours have. */
const UNIQUE = [
  'Auto-Submitted',
  'Content-Transfer-Encoding',
  'Content-Type',
  'Date',
  'From',
  'In-Reply-To',
  'Message-ID',
  'MIME-Version',
  'References',
  'Reply-To',
  'Return-Path',
  'Sender',
  'Subject',
];
const ADDRESS_FIELDS = ['From', 'Sender', 'Reply-To', 'Return-Path', 'To', 'Cc', 'Bcc'];

/** A field of a mail's header. */
export type Field = { name: string; value: string };

/** What SES finds wrong with a mail whoever sends it; throws `SesRefusal`. Gives the envelope's recipients. */
export function checkMessage(request: SendRequest, header: Field[]): string[] {
  for (const { name, value } of request.tags) {
    if (!TAG.test(name)) throw invalid(`Invalid tag name <${name}>: ${TAG_RULE}`);
    if (!TAG.test(value)) throw invalid(`Invalid tag value <${value}>: ${TAG_RULE}`);
  }
  if (request.raw.length > MOST_BYTES) {
    throw invalid(`Message length is more than ${MOST_BYTES} bytes long: '${request.raw.length}'.`);
  }
  for (const name of UNIQUE) {
    if (fields(header, name).length > 1) throw invalid(`Duplicate header '${name}'.`);
  }
  if (fields(header, 'From').length === 0) throw invalid("Missing required header 'From'.");
  const recipients = recipientsOf(request, header);
  if (recipients.length === 0) throw invalid("Missing required header 'To'.");
  if (recipients.length > MOST_RECIPIENTS) throw invalid(`Recipient count exceeds ${MOST_RECIPIENTS}.`);
  for (const address of [...recipients, ...ADDRESS_FIELDS.flatMap((name) => addressesIn(header, name))]) {
    const fault = addressFault(address);
    if (fault) throw invalid(fault);
  }
  for (const filename of fileNames(request.raw)) {
    if (!isMailable(filename)) throw invalid(`Illegal filename '${filename}'.`);
  }
  return recipients;
}

/** What the header of a mail's parts call their files, as it is written there. */
function fileNames(raw: Buffer): string[] {
  const headers = raw.toString('latin1').match(/^content-(?:type|disposition):.*(?:\r?\n[ \t].*)*/gim) ?? [];
  return headers.flatMap((header) =>
    [...header.matchAll(/name(?:\*\d?\*?)?=(?:"([^"]*)"|([^\s;]+))/gi)].map(([, quoted, bare]) => quoted ?? bare ?? ''),
  );
}

const TAG_RULE = "only alphanumeric ASCII characters, '_', and '-' are allowed.";

/** The bare addresses of an address field, whatever their display names pretend to be. */
export function addressesIn(header: Field[], name: string): string[] {
  return fields(header, name).flatMap((value) =>
    addressparser(value, { flatten: true }).map(({ address, name: shown }) => address || shown),
  );
}

function recipientsOf({ destinations }: SendRequest, header: Field[]): string[] {
  return destinations.length > 0 ? destinations : ['To', 'Cc', 'Bcc'].flatMap((name) => addressesIn(header, name));
}

function fields(header: Field[], name: string): string[] {
  const lower = name.toLowerCase();
  return header.filter((field) => field.name.toLowerCase() === lower).map(({ value }) => value);
}

function invalid(message: string): SesRefusal {
  return new SesRefusal('InvalidParameterValue', message);
}
