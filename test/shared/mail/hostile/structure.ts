import { crlf, each, fill, type Make, mail } from './fill.ts';

const MIXED = 'Content-Type: multipart/mixed; boundary=b';
const parts =
  (count: number, header: string, unit: string): Make =>
  (bytes) =>
    mail(MIXED, `${each(count, () => `--b\r\n${header}\r\n${fill(unit, bytes / count)}\r\n`)}--b--\r\n`);
const around =
  (before: string, unit: string, after = ''): Make =>
  (bytes) =>
    mail(MIXED, `${before}${fill(unit, bytes)}${after}`);
const TEXT = '--b\r\n\r\nHelp.\r\n';

/** A multipart in a multipart in a multipart …, and in the innermost so many bytes of a unit. */
const nested =
  (depth: number, unit: string, boundary = (level: number) => `b${level}`): Make =>
  (bytes) =>
    mail(
      `Content-Type: multipart/mixed; boundary="${boundary(0)}"`,
      `${crlf(each(depth, (level) => `--${boundary(level)}\nContent-Type: multipart/mixed; boundary="${boundary(level + 1)}"\n\n`))}` +
        `--${boundary(depth)}\r\n\r\nHelp.\r\n${fill(unit, bytes)}`,
    );

const certified =
  (inner: (bytes: number) => string): Make =>
  (bytes) =>
    mail(
      'X-Trasporto: posta-certificata\nContent-Type: multipart/mixed; boundary=b',
      `${TEXT}--b\r\nContent-Type: message/rfc822; name=postacert.eml\r\nContent-Disposition: attachment; filename=postacert.eml\r\n${inner(bytes)}\r\n--b--\r\n`,
    );
const INNER = 'From: a@x.example\r\nSubject: x\r\nContent-Type: ';

/** Shapes of the tree of parts, and what stands between them. */
export const STRUCTURE: Record<string, Make> = {
  'nested 100': nested(100, 'line\r\n'),
  'nested 900': nested(900, 'line\r\n'),
  'nested 900, dashed lines': nested(900, '--\r\n'),
  'nested 900, lines like a boundary': nested(900, '--b8888\r\n'),
  'nested 900, long boundaries that differ at their end': nested(
    900,
    `--${'b'.repeat(60)}x\r\n`,
    (level) => 'b'.repeat(60) + level,
  ),
  'nested 900, boundaries in boundaries': nested(900, '--bbb\r\n', (level) => 'b'.repeat(1 + (level % 69))),
  'nested 900, one boundary': nested(900, '--b\r\n', () => 'b'),
  'nested without end': (bytes) => nested(Math.floor(bytes / 60), 'line\r\n')(100),
  'nested messages': (bytes) =>
    mail(
      'Content-Type: message/rfc822',
      `${fill('Content-Type: message/rfc822\r\n\r\n', bytes)}Subject: x\r\n\r\nHelp.`,
    ),
  'parts: 900 of HTML': parts(900, 'Content-Type: text/html\r\n', '<p style="color:red">Help &amp; <b>more</b></p>'),
  'parts: 900 of text': parts(900, '', 'Help us.\r\n'),
  'parts: 900 files': parts(900, 'Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n', 'QUFB'),
  'parts: 900 with long names': (bytes) =>
    mail(
      MIXED,
      each(900, () => `--b\r\nContent-Type: application/pdf; name="${fill('x', bytes / 900)}"\r\n\r\nx\r\n`),
    ),
  'parts: 900 messages': parts(900, 'Content-Type: message/rfc822\r\n', 'Subject: x\r\n\r\nHelp.\r\n'),
  'parts: 900 of strange charsets': parts(900, 'Content-Type: text/plain; charset=utf-16\r\n', 'H\0e\0'),
  'parts: without end': (bytes) => mail(MIXED, fill(TEXT, bytes)),
  'parts: without header or content': (bytes) => mail(MIXED, fill('--b\r\n', bytes)),
  'parts: headers only': (bytes) => mail(MIXED, fill('--b\r\nX: a\r\n', bytes)),
  'parts: closed again and again': (bytes) => mail(MIXED, `${TEXT}${fill('--b--\r\n', bytes)}`),
  preamble: around('', 'before\r\n', TEXT),
  epilogue: around(`${TEXT}--b--\r\n`, 'after\r\n'),
  'epilogue of boundaries': around(`${TEXT}--b--\r\n`, '--b\r\n'),
  'boundary never used': around('', 'Help.\r\n'),
  'boundary with spaces behind': around('', `--b${' '.repeat(990)}\r\n\r\nHelp.\r\n`),
  'boundary with too many spaces behind': around(TEXT, `--b${' '.repeat(2_000)}x\r\n`),
  'boundary of many letters': (bytes) =>
    mail(`Content-Type: multipart/mixed; boundary=${fill('b', bytes / 2)}`, `--${fill('b', bytes / 2)}\r\n\r\nHelp.`),
  'boundary empty': (bytes) => mail('Content-Type: multipart/mixed; boundary=""', fill('--\r\n\r\nHelp.\r\n', bytes)),
  'boundary missing': (bytes) => mail('Content-Type: multipart/mixed', fill('--b\r\n\r\nHelp.\r\n', bytes)),
  'dashed lines': around(TEXT, '--\r\n'),
  'signature lines': around(TEXT, '-- \r\n'),
  'alternatives: 900 plain': (bytes) =>
    mail(
      'Content-Type: multipart/alternative; boundary=b',
      each(900, () => `--b\r\n\r\n${fill(' \r\n', bytes / 900)}`),
    ),
  'alternatives: 900 HTML': (bytes) =>
    mail(
      'Content-Type: multipart/alternative; boundary=b',
      each(900, () => `--b\r\nContent-Type: text/html\r\n\r\n${fill('<b>Help', bytes / 900)}`),
    ),
  'related: 900 pictures': (bytes) =>
    mail(
      'Content-Type: multipart/related; boundary=b',
      `--b\r\nContent-Type: text/html\r\n\r\n${each(900, (index) => `<img src="cid:${index}@x">`)}\r\n` +
        each(
          900,
          (index) =>
            `--b\r\nContent-Type: image/png\r\nContent-ID: <${index}@x>\r\nContent-Transfer-Encoding: base64\r\n\r\n${fill('QUFB', bytes / 900)}\r\n`,
        ),
    ),
  'boundary mismatched: multiparts without end': (bytes) =>
    mail('Content-Type: multipart/mixed; boundary=z', fill('Content-Type: multipart/mixed\r\n', bytes)),
  'calendars: 900': parts(
    900,
    'Content-Type: text/calendar\r\n',
    'BEGIN:VEVENT\r\nSUMMARY:x\r\nDTSTART:20261201T090000Z\r\nEND:VEVENT\r\n',
  ),
  'certified: 900 parts of HTML': certified(
    (bytes) =>
      `\r\n${INNER}multipart/mixed; boundary=q\r\n\r\n${each(900, () => `--q\r\nContent-Type: text/html\r\n\r\n${fill('<p>a <i>b</i></p>', bytes / 900)}\r\n`)}--q--`,
  ),
  'certified: HTML in base64': certified(
    (bytes) =>
      `Content-Transfer-Encoding: base64\r\n\r\n${Buffer.from(
        `${INNER}text/html\r\n\r\n${fill('<p>inner</p>', bytes * 0.73)}`,
      )
        .toString('base64')
        .replace(/.{76}/g, '$&\r\n')}`,
  ),
  digest: (bytes) =>
    mail(
      'Content-Type: multipart/digest; boundary=b',
      each(900, () => `--b\r\n\r\nSubject: x\r\n\r\n${fill('Help.', bytes / 900)}\r\n`),
    ),
  'delivery status': (bytes) =>
    mail(
      'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
      `${TEXT}--b\r\nContent-Type: message/delivery-status\r\n\r\n${fill('Final-Recipient: rfc822; a@x.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n', bytes)}--b--\r\n`,
    ),
  'returned headers': (bytes) =>
    mail(
      'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
      `${TEXT}--b\r\nContent-Type: text/rfc822-headers\r\n\r\n${fill('Message-ID: <a@x.example>\r\n', bytes)}--b--\r\n`,
    ),
};
