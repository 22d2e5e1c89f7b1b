import { body, eachUpTo, fill, type Make, mail, noise } from './fill.ts';

const TEXT = 'text/plain; charset=utf-8';
const text = (unit: string, end = '') => body(TEXT, unit, 'Help.\r\n', end);
const encoded =
  (encoding: string, unit: string, type = TEXT): Make =>
  (bytes) =>
    mail(`Content-Type: ${type}\r\nContent-Transfer-Encoding: ${encoding}`, fill(unit, bytes));
const after =
  (start: string, unit: string): Make =>
  (bytes) =>
    mail(`Content-Type: ${TEXT}\r\nContent-Transfer-Encoding: base64`, `${start}${fill(unit, bytes)}`);
const file =
  (encoding: string, unit: string, type = 'application/octet-stream'): Make =>
  (bytes) =>
    mail(
      'Content-Type: multipart/mixed; boundary=b',
      `--b\r\n\r\nHelp.\r\n--b\r\nContent-Type: ${type}; name=a\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${fill(unit, bytes)}\r\n--b--\r\n`,
    );
const returned = (end: string, size: number) =>
  Buffer.from(`From: Eve <eve@evil.example>\nSubject: x\n\n${fill('Help us.\n', size)}`.replaceAll('\n', end));
const bytes =
  (made: (bytes: number) => Buffer, type = TEXT): Make =>
  (size) =>
    mail(`Content-Type: ${type}`, Buffer.concat([Buffer.from('Help.\r\n'), made(size)]));

/** Texts: their lines, what trims a reply, their charsets. */
export const TEXT_KINDS: Record<string, Make> = {
  'text: line feeds': text('\n'),
  'text: line ends': text('\r\n'),
  'text: carriage returns': text('\r'),
  'text: carriage returns and line ends': text('\r\r\n'),
  'text: one line': text('a'),
  'text: one line of words': text('word '),
  'text: short lines': text('a\r\n'),
  'text: lines': text(`${'The printer on the second floor is out of order. '.repeat(2)}\r\n`),
  'text: spaces': text(' ', 'a'),
  'text: tabs': text('\t', 'a'),
  'text: blank lines': text(' \r\n', 'a'),
  'text: NUL': text('\0'),
  'text: controls': text('\x01\x7f'),
  'text: quote marks': text('>'),
  'text: quote marks on lines': text('>\r\n'),
  'text: spaced quote marks': text('> '),
  'text: quotes and answers': text('> a\r\nb\r\n'),
  'text: quotes ever deeper': (size) =>
    mail(`Content-Type: ${TEXT}`, `Help.\r\n${eachUpTo(size, (index) => `${'>'.repeat(index % 1_000)} a\r\n`)}`),
  'text: attributions': text('On Mon, 1 Jan 2026 at 10:00, Ada <ada@x.example> wrote:\r\n'),
  'text: attributions on one line': text('On Mon, 1 Jan 2026 at 10:00, Ada <ada@x.example> wrote: '),
  'text: beginnings of an attribution': text('On '),
  'text: lines that begin an attribution': text('On Monday 1\r\n'),
  'text: verbs': text('wrote: '),
  'text: header blocks': text('From: a\r\nSent: b\r\nTo: c\r\nSubject: d\r\n\r\n'),
  'text: fields': text('From: a\r\n'),
  'text: original messages': text('-----Original Message-----\r\n'),
  'text: rules': text('________________________________\r\n'),
  'text: one rule': text('_'),
  'text: dashes': text('-'),
  'text: stars': text('*'),
  'text: signatures': text('-- \r\na\r\n'),
  'text: delimiters': text('--\r\n'),
  'text: fences': text('```\r\n'),
  'text: disclaimers': text(
    'This confidential mail is intended for its recipient: delete it, notify us, do not disclose.\r\n',
  ),
  'text: one disclaimer': text('confidential intended recipient delete '),
  'text: footers': text('Sent from my iPhone\r\n\r\n'),
  'text: out of office': text('I am out of the office. '),
  'text: out of office, a line each': text('Sono fuori ufficio.\r\n'),
  'text: failures of a delivery': text('550 5.1.1 <a@x.example> user unknown\r\n'),
  'text: commands': text('#close #p1 \r\n'),
  'text: answers below': text('see my answers below '),
  'text: times': text('10:10:'),
  'text: dates': text('1.1.'),
  'text: digits': text('1'),
  'text: addresses': text('a@'),
  'text: angles': text('<'),
  'text: brackets': text('[('),
  'text: links': text('https://x.example/<'),
  'text: words of many languages': text('the der il le el de \xd0\xb8 \xe3\x81\xae '),
  'text: characters above 127': text('\xe2\x82\xac'),
  'text: emoji': text('\xf0\x9f\x98\x80'),
  'text: marks that combine': text('\xcc\x81'),
  'text: bidi controls': text('\xe2\x80\xae'),
  'text: byte order marks': text('\xef\xbb\xbf'),
  'text: halves of surrogates': text('\xed\xa0\x80'),
  'text: bytes that continue nothing': text('\x80'),
  'text: bytes that nothing continues': text('\xe2\x82'),
  'text: bytes 255': text('\xff'),
  'text: noise': bytes(noise),
  'text: a ZIP': bytes((size) => Buffer.from(fill('PK\x03\x04\x14\0\0\0\b\0', size), 'latin1')),
  'text: no charset, high bytes': bytes((size) => Buffer.from(fill('\xe0\xe8\xec ', size), 'latin1'), 'text/plain'),
  'text: no charset, pairs': bytes((size) => Buffer.from(fill('\xb0\xa1\xc4\xe3', size), 'latin1'), 'text/plain'),
  'text: strange charset': body('text/plain; charset=x-none', '\xe9\xff'),
  'text: Shift_JIS': body('text/plain; charset=shift_jis', '\x82\xa0'),
  'text: GB18030': body('text/plain; charset=gb18030', '\x81\x30\x81\x30'),
  'text: escapes of ISO-2022-JP': body('text/plain; charset=iso-2022-jp', '\x1b$B\x1b(B', 'Help.\r\n'),
  'text: UTF-7': body('text/plain; charset=utf-7', '+AGE-', 'Help.\r\n'),
  'text: UTF-16': body('text/plain; charset=utf-16', '\0H', 'Help.\r\n'),
  'text: flowed': body('text/plain; format=flowed', 'a \r\n', 'Help.\r\n'),
  'text: flowed and quoted': body('text/plain; format=flowed; delsp=yes', '> a \r\n', 'Help.\r\n'),
  'text: flowed on one line': body('text/plain; format=flowed', ' ', 'Help.\r\n'),
  'line ends: CR CR LF': (size) => returned('\r\r\n', size),
  'line ends: LF CR': (size) => returned('\n\r', size),
  'text: without a header': (size) => Buffer.from(fill('Help us.\r\n', size)),
  'text: no end of the header': (size) => Buffer.from(`From: eve@evil.example\r\n${fill('Help us.\r\n', size)}`),
};

/** Transfer encodings, of texts and of files. */
export const ENCODING_KINDS: Record<string, Make> = {
  'base64: a file': file('base64', `${'QUFB'.repeat(19)}\r\n`, 'application/pdf'),
  'base64: a file on one line': file('base64', 'QUFB'),
  'base64: a file of short lines': file('base64', 'QUF\r\n'),
  'base64: a file of padding': file('base64', '='),
  'base64: a file of padded pieces': file('base64', 'QQ==\r\n'),
  'base64: a file of no base64': file('base64', '!?\r\n'),
  'base64: a file of spaces': file('base64', 'Q \t'),
  'base64: a file of empty lines': file('base64', `${' '.repeat(19)}\n`),
  'base64: a text': encoded('base64', 'SGVscC4N\r\n'),
  'base64: a text of short lines': encoded('base64', 'SGVs\r\n'),
  'base64: HTML': encoded('base64', 'PGI+YTwvYj4=\r\n', 'text/html'),
  'base64: a text, then words': after('SGVscC4=', 'foo bar. '),
  'base64: a text, then lines of words': after('SGVscC4=\r\n', 'foo bar.\r\n'),
  'base64: a text, a blank line, words': after('SGVscC4h\r\n\r\n', 'foo bar. '),
  'base64: a text, then a line of base64': after('SGVscC4=\r\n', 'QUFB'),
  'base64: a file with blank lines': file('base64', `${'QUFB'.repeat(19)}\r\n\r\n`, 'application/pdf'),
  'base64: a ZIP': file('base64', 'UEsDBBQAAAAIAA\r\n', 'application/zip'),
  'quoted-printable: equals signs': encoded('quoted-printable', '='),
  'quoted-printable: soft line ends': encoded('quoted-printable', '=\r\n'),
  'quoted-printable: characters': encoded('quoted-printable', '=41'),
  'quoted-printable: no characters': encoded('quoted-printable', '=ZZ'),
  'quoted-printable: line feeds': encoded('quoted-printable', '=0A'),
  'quoted-printable: one line': encoded('quoted-printable', 'a'),
  'quoted-printable: spaces at ends': encoded('quoted-printable', 'a \t\r\n'),
  'quoted-printable: a file': file('quoted-printable', '=FF=\r\n'),
  'uuencode: a file': file('x-uuencode', 'M4$L#!!0````(\r\n'),
  'uuencode: in a text': encoded('7bit', 'begin 644 a\r\nM4$L#!!0````(\r\nend\r\n'),
  'no known encoding': encoded('x-none', 'Help. '),
  'binary: a file': (size) => {
    const head = Buffer.from('--b\r\n\r\nHelp.\r\n--b\r\nContent-Type: application/x; name=a\r\n\r\n');
    return mail('Content-Type: multipart/mixed; boundary=b', Buffer.concat([head, noise(size)]));
  },
  'winmail.dat': file('base64', 'eJ8+IgEAAQ\r\n', 'application/ms-tnef'),
};
