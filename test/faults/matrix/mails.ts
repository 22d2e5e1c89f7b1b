/** Mails of the flows, as bytes. */

export const SUPPORT = 'help@support.example';
export const ANNA = 'anna@rossi.example';
/** Whom the desk does not know. */
export const EVE = 'eve@elsewhere.example';
export const AGENTS = ['ada@support.example', 'bruno@support.example'];

/** `raw`: the mail as it is, in place of all else. */
export type Parts = {
  from?: string;
  text?: string;
  files?: Record<string, string>;
  spam?: boolean;
  unproved?: boolean;
  raw?: string;
};

export function mailOf({ from = ANNA, text = '', files = {}, raw }: Parts, to: string): string {
  if (raw !== undefined) return raw;
  const parts = Object.entries(files).map(([name, content]) => [
    '--x',
    `Content-Type: text/plain; name=${name}`,
    `Content-Disposition: attachment; filename=${name}`,
    '',
    content,
  ]);
  return [
    `From: ${from}`,
    `To: ${to}`,
    'Subject: The door',
    'Message-ID: <m1@rossi.example>',
    'Content-Type: multipart/mixed; boundary=x',
    '',
    '--x',
    '',
    ...text.split('\n'),
    ...parts.flat(),
    '--x--',
    '',
  ].join('\r\n');
}

/** What a mail server says, for machines, of a mail to Anna that it could not deliver. */
export const STATUS = [
  'Reporting-MTA: dns; mx.rossi.example',
  '',
  `Final-Recipient: rfc822; ${ANNA}`,
  'Action: failed',
  'Status: 5.1.1',
].join('\r\n');

/** The whole report. */
/** `number` tells several reports apart. */
export function reportOf(number = 1): string {
  return [
    'From: MAILER-DAEMON@mx.rossi.example',
    `To: ${SUPPORT}`,
    'Subject: Undelivered Mail',
    `Message-ID: <report-${number}@mx.rossi.example>`,
    'Content-Type: multipart/report; report-type=delivery-status; boundary=x',
    '',
    '--x',
    '',
    'Your mail did not arrive.',
    '--x',
    'Content-Type: message/delivery-status',
    '',
    STATUS,
    '--x--',
    '',
  ].join('\r\n');
}
