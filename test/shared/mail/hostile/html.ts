import { body, fill, type Make, mail } from './fill.ts';

const HTML = 'text/html; charset=utf-8';
const html = (unit: string, start = '', end = '') => body(HTML, unit, `<p>Help.</p>${start}`, end);
/** Openings, then as many ends. */
const tower =
  (open: string, close: string): Make =>
  (bytes) => {
    const depth = Math.floor(bytes / (open.length + close.length));
    return mail(`Content-Type: ${HTML}`, `<p>Help.</p>${open.repeat(depth)}line${close.repeat(depth)}`);
  };
/** 999 openings, and lines in their midst: what a converter indents or quotes by depth. */
const deep =
  (open: string): Make =>
  (bytes) =>
    mail(`Content-Type: ${HTML}`, `<p>Help.</p>${open.repeat(999)}${fill('line<br>\r\n', bytes)}`);

/** HTML that is deep, long, broken or blows up. */
export const HTML_KINDS: Record<string, Make> = {
  'html: 999 nested quotes': deep('<blockquote>'),
  'html: 999 nested lists': deep('<ul><li>'),
  'html: 999 nested tables': deep('<table><tr><td>'),
  'html: nested quotes': tower('<blockquote>', '</blockquote>'),
  'html: nested lists': tower('<ol><li>', '</li></ol>'),
  'html: nested tables': tower('<table><tr><td>', '</td></tr></table>'),
  'html: nested boxes': tower('<div>', '</div>'),
  'html: nested letters': tower('<b>', '</b>'),
  'html: nested links': tower('<a href="https://x.example/">', '</a>'),
  'html: nested pre': tower('<pre>', '</pre>'),
  'html: tags that are not closed': html('<b><a href="x">'),
  'html: tags that are only closed': html('</b></div></p>'),
  'html: tags that cross': html('<b><i><u></b></u></i>'),
  'html: tags that close each other from far': (bytes) =>
    mail(`Content-Type: ${HTML}`, `Help.${'<b>'.repeat(199)}${fill('<i></i>', bytes)}`),
  'html: cells': html('<td>a</td>', '<table><tr>'),
  'html: rows': html('<tr><td>a</td></tr>', '<table>'),
  'html: items': html('<li>a'),
  'html: paragraphs': html('<p>'),
  'html: line breaks': html('<br>'),
  'html: rules': html('<hr>'),
  'html: quotes in turn': html('<blockquote>a</blockquote>b'),
  'html: short quoted lines': html('x<br>', '<blockquote>'.repeat(8)),
  'html: short listed lines': html('x<br>', '<ul>'.repeat(8)),
  'html: pre of line feeds': html('\n', '<pre>'),
  'html: pre of short lines': html('a\n', '<blockquote>'.repeat(8).concat('<pre>')),
  'html: less-than signs': html('<'),
  'html: greater-than signs': html('>'),
  'html: beginnings of a tag': html('<a '),
  'html: beginnings of an end': html('</'),
  'html: beginnings of a declaration': html('<!'),
  'html: beginnings of an instruction': html('<?'),
  'html: beginnings of a comment': html('<!--'),
  'html: ends of a comment': html('-->'),
  'html: dashes in a comment': html('- -', '<!--'),
  'html: comments': html('<!-- a -->'),
  'html: conditional comments': html('<!--[if mso]>a<![endif]-->'),
  'html: CDATA': html('<![CDATA[a]]>'),
  'html: ampersands': html('&'),
  'html: ampersands and letters': html('&no'),
  'html: entities': html('&amp;'),
  'html: entities of numbers': html('&#x41;&#66;'),
  'html: entities of no character': html('&#99999999999;&#xd800;&#0;'),
  'html: one long entity': html('a', '&'),
  'html: one long number': html('9', '&#'),
  'html: quotation marks': html('"'),
  'html: apostrophes': html("'"),
  'html: one tag of attributes': (bytes) => mail(`Content-Type: ${HTML}`, `Help.<p ${fill('a="1" b ', bytes)}>`),
  'html: one tag of one attribute': html('a', '<p title="', '">'),
  'html: an attribute that does not end': html('a', '<p title="'),
  'html: an attribute of entities': html('&amp;', '<p title="', '">'),
  'html: a tag name': html('a', '<', '>'),
  'html: slashes in a tag': html('/', '<p ', '>'),
  'html: equals signs in a tag': html('=', '<p ', '>'),
  'html: attributes in each tag': html('<p title="a" lang=b align=c style="color:red">a</p>'),
  'html: one style': html('color:red;', '<p style="', '">'),
  'html: styles': html('<i style="margin:1px 2px;color:#fff">a</i>'),
  'html: a style of numbers': html('1 ', '<p style="margin:', '">'),
  'html: a style of comments': html('/*', '<p style="', '">'),
  'html: a style of spaces': html(' ', '<p style="color:red', 'x">'),
  'html: style sheet of comments': html('/* ', '<style>', 'x</style>'),
  'html: a style of brackets': html('rgb(', '<p style="color:', '">'),
  'html: style sheet': html('a{color:red}', '<style>', '</style>'),
  'html: style sheet that does not end': html('a{color:red}', '<style>'),
  'html: script': html('if(a<b){c("</p>")}', '<script>', '</script>'),
  'html: scripts in scripts': html('<script>'),
  'html: ends of a script': html('</script'),
  'html: titles': html('<title>a'),
  'html: text areas': html('<textarea>a'),
  'html: drawings': html('<svg><math>'),
  'html: dropped boxes in turn': html('<object>a</object><iframe>b</iframe>'),
  'html: links': html('<a href="https://x.example/a">a</a>'),
  'html: short links': html('<a href=tel:>'),
  'html: one long link': html('a', '<a href="https://x.example/', '">a</a>'),
  'html: one long text of a link': html('a ', '<a href="https://x.example/">'),
  'html: links of controls': html('\t\x01', '<a href="java', 'script:a">a</a>'),
  'html: links of spaces': html(' ', '<a href="https:', '">a</a>'),
  'html: a data image': html('QUFB', '<img src="data:image/png;base64,', '">'),
  'html: data images': html(`<img src="data:image/png;base64,${'QUFB'.repeat(500)}">`),
  'html: pictures of the mail': html('<img src="cid:a@x">'),
  'html: content ids': html('cid:a@x '),
  'html: words for pictures': html('<img alt="a">'),
  'html: remote pictures': html('<img src="http://x.example/a">'),
  'html: text without tags': html('word '),
  'html: text without spaces': html('word'),
  'html: spaces': html(' '),
  'html: hard spaces': html('&nbsp;'),
  'html: invisible characters': html('\xe2\x80\x8b\xc2\xad'),
  'html: characters above 127': html('\xe2\x82\xac'),
  'html: NUL': html('\0'),
  'html: unknown tags': html('<x-y>a</x-y>'),
  'html: closed in themselves': html('<b/><p/>'),
  'html: UTF-16': (bytes) =>
    mail('Content-Type: text/html; charset=utf-16le', Buffer.from(`Help. ${fill('<b>a</b>', bytes / 2)}`, 'utf16le')),
  'html: quoted-printable': (bytes) =>
    mail(
      `Content-Type: ${HTML}\r\nContent-Transfer-Encoding: quoted-printable`,
      `Help. ${fill('=3Cb=3Ea=\r\n', bytes)}`,
    ),
};
