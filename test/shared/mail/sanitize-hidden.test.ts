import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sanitizeHtml } from '../../../shared/mail/html/sanitize.ts';
import { htmlToText } from '../../../shared/mail/reading/html-to-text.ts';

const styled = (style: string) => sanitizeHtml(`<p style="${style}">a</p>`);

describe('text in the colour of what is behind it', () => {
  it.each([
    'color: #0000',
    'color: #00000000',
    'color: #0001',
    'color: rgb(0,0,0,0)',
    'color: rgba(0, 0, 0, 0)',
    'color: rgb(0 0 0 / 0%)',
    'color: rgba(255,0,0,.05)',
    'color: hsla(0, 0%, 0%, 0)',
    'color: white',
    'color: WHITE !important',
    'color: #fff',
    'color: #FEFEFE',
    'color: rgb(255,255,255)',
    'color: rgb(100%, 100%, 100%)',
    'color: hsl(0, 100%, 100%)',
    'color: hsl(60deg 100% 97%)',
    'color: ivory',
    'color: transparent',
    'background-color: black',
    'background: #000',
    'color: red; background-color: red',
    'color: red; background: #f00',
    'color: currentcolor; background-color: currentcolor',
    'color: navy; background-color: #00007f',
    'color: white; background-color: rgba(0,0,0,0.05)',
    'color: #fff; background: url(http://t.example/a.png)',
    'color: #fff; background-image: linear-gradient(#000, #000)',
    'color: black; color: white',
    'color: white !important; color: white',
    'color:/**/white',
    'color: var(--x)',
    'color: color-mix(in srgb, white, white)',
    'color: lab(100% 0 0)',
    'color: \\77hite',
  ])('(%s) is shown in the colours around', (style) => {
    expect(styled(style)).toBe('<p>a</p>');
  });

  it.each([
    ['of a cell', '<table><tr><td bgcolor="#000000">a</td></tr></table>', '<table><tr><td>a</td></tr></table>'],
    ['of a font on a page', '<font color="white">a</font>', '<font>a</font>'],
    ['of a font, without #', '<font color="ffffff">a</font>', '<font>a</font>'],
    ['of a name that browsers guess', '<font color="chucknorris">a</font>', '<font>a</font>'],
    [
      'of a link',
      '<table bgcolor="#0000ee" style="color: #fff"><tr><td><a href="https://a.example">a</a></td></tr></table>',
      'color: inherit',
    ],
    [
      'of a div that has no bgcolor',
      '<div bgcolor="black"><font color="white">a</font></div>',
      '<div><font>a</font></div>',
    ],
    [
      'of a body that is left out',
      '<body bgcolor="black" text="white"><p style="color:white">a</p></body>',
      '<p>a</p>',
    ],
  ])('(%s) is shown, too', (_, html, shown) => {
    expect(sanitizeHtml(html)).toContain(shown);
  });

  it('is found inside what has another colour', () => {
    const html = '<div style="background-color: #000; color: #fff">a<span style="color: #000">b</span></div>';
    expect(sanitizeHtml(html)).toBe(
      '<div style="background-color: #000; color: #fff; overflow-wrap: break-word">a<span>b</span></div>',
    );
  });

  it('does not come from a quote that takes a colour into its text', () => {
    const both = '<p style="color: white; background-color: black; overflow-wrap: break-word">a</p>';
    expect(styled("color: white; font-family: 'x; background-color: black")).toBe(both);
    expect(styled('color: white; font-family: &quot;x; background-color: black')).toBe(both);
    expect(styled('color: white; background-color: black; background-color: white')).toBe('<p>a</p>');
  });
});

describe('light text on dark', () => {
  const DARK = 'style="background:#000;color:#fff"';
  const BOTH = 'color: #ffffff; background-color: #000000';

  it.each(
    ['span', 'b', 'font', 'a', 'bdi', 'sub', 'q', 'mark', 'u'].flatMap((line) =>
      ['div', 'p', 'ul', 'center', 'pre', 'table', 'blockquote', 'h2', 'figure', 'dl'].map((box) => [line, box]),
    ),
  )('of a <%s> is also behind a <%s> in it, which its background does not reach', (line, box) => {
    expect(sanitizeHtml(`<${line} ${DARK}>a<${box}>b</${box}></${line}>`)).toContain(`<${box} style="${BOTH}`);
    expect(sanitizeHtml(`<${line} ${DARK}><i><${box}>b</${box}></i></${line}>`)).toContain(`<${box} style="${BOTH}`);
  });

  it('of a box is not written again', () => {
    expect(sanitizeHtml(`<div ${DARK}><b>a<p>b</p></b></div>`)).toContain('><b>a<p>b</p></b></div>');
  });

  it.each([
    [`<table ${DARK}><caption>b</caption></table>`, BOTH],
    [
      `<div ${DARK}><table style="background:#fff;color:#000"><caption>b</caption></table></div>`,
      'color: #000000; background-color: #ffffff',
    ],
  ])('of a table is also behind its caption, which is outside: %s', (html, both) => {
    expect(sanitizeHtml(html)).toContain(`<caption style="${both}`);
  });

  it('is said whole for what browsers move out of a table', () => {
    const html = `<div ${DARK}><table style="background:#fff;color:#000"><tr><div style="color:#000">b</div></tr></table></div>`;
    expect(sanitizeHtml(html)).toContain('<div style="color: #000; background-color: #ffffff');
  });

  it.each([
    [`<div ${DARK}>a</div>`, 'overflow-wrap: break-word'],
    [`<div style="background:#000;color:#fff;overflow-wrap:initial">a</div>`, 'overflow-wrap: break-word'],
    [`<pre ${DARK}>a</pre>`, 'white-space: pre-wrap'],
    [`<div ${DARK}><pre>a</pre></div>`, '<pre style="white-space: pre-wrap"'],
  ])('does not run out of its box: %s', (html, kept) => {
    expect(sanitizeHtml(html)).toContain(kept);
  });

  it.each(['overflow-wrap: initial', 'word-wrap: unset', 'word-break: revert', 'word-wrap: normal'])(
    'is not made to by %s',
    (style) => {
      expect(styled(style)).not.toMatch(/wrap|break/);
    },
  );
});

describe('text that can be read', () => {
  it.each([
    ['red answers', '<p style="color: red">a</p>', '<p style="color: red">a</p>'],
    ['grey notices', '<p style="color: #999">a</p>', '<p style="color: #999">a</p>'],
    ['highlights', '<span style="background: yellow">a</span>', '<span style="background-color: yellow">a</span>'],
    [
      'white on blue',
      '<td style="background:#036;color:#fff">a</td>',
      '<td style="background-color: #036; color: #fff">a</td>',
    ],
    [
      'old fonts',
      '<font color="#1f497d" size="2" face="Calibri">a</font>',
      '<font size="2" face="Calibri" style="color: #1f497d">a</font>',
    ],
    ['no background', '<p style="background: transparent; color: red">a</p>', '<p style="color: red">a</p>'],
    ['left to right', '<div dir="ltr">a</div>', '<div dir="ltr">a</div>'],
    [
      'right to left',
      '<p dir="rtl" style="text-align: right">\u0634</p>',
      '<p dir="auto" style="text-align: right">\u0634</p>',
    ],
    [
      'Outlook',
      '<p style="margin:0cm;font-size:11.0pt;line-height:107%">a</p>',
      '<p style="margin: 0cm; font-size: 11.0pt; line-height: 1.07">a</p>',
    ],
  ])('keeps its look (%s)', (_, html, clean) => {
    expect(sanitizeHtml(html)).toBe(clean);
  });

  it('has both colours on one element where they are not those of a page', () => {
    const html =
      '<div style="background:#000;color:#fff"><b style="color:yellow">a</b><table><tr><td>b</td></tr></table></div>';
    expect(sanitizeHtml(html)).toBe(
      '<div style="background-color: #000; color: #fff; overflow-wrap: break-word"><b style="color: yellow; background-color: #000000">a</b>' +
        '<table style="color: #ffffff; background-color: #000000"><tr><td>b</td></tr></table></div>',
    );
  });
});

describe('what moves, shrinks, grows or covers text', () => {
  it.each([
    ...[
      '0',
      '1px',
      '.01em',
      '5pc',
      '0.3em',
      '20%',
      '2000%',
      '999px',
      '50vw',
      '9em',
      '1e9px',
      '99in',
      '30vmax',
      '0.1rem',
      'calc(1px)',
    ].map((size) => `font-size: ${size}`),
    ...['0', '0.1', '2px', '400px', '10%', '9', '-1'].map((height) => `line-height: ${height}`),
    ...['-9999px', '9999px', '1e9px', '100%', '99vw', '50cqw', '90em', 'calc(100vw)'].map(
      (length) => `margin-left: ${length}`,
    ),
    ...[
      'text-indent: -99em',
      'letter-spacing: -1em',
      'word-spacing: 99em',
      'transform: scale(0)',
      'clip: rect(0,0,0,0)',
    ],
    ...[
      'clip-path: inset(100%)',
      'max-height: 0; overflow: hidden',
      'height: 0',
      'width: 1px',
      'max-width: 1px',
      'zoom: 0.01',
    ],
    ...[
      'position: fixed; top: -99px',
      'float: left',
      'mso-hide: all',
      'display: none',
      'visibility: collapse',
      'filter: opacity(0)',
    ],
    ...[
      'opacity: .01',
      'content-visibility: hidden',
      '-webkit-text-fill-color: transparent',
      'text-decoration: line-through 1em',
    ],
    ...[
      'font-family: Wingdings',
      'white-space: nowrap',
      'direction: rtl; unicode-bidi: bidi-override',
      'vertical-align: 200px',
    ],
    ...[
      'writing-mode: vertical-rl',
      'all: unset',
      'mix-blend-mode: difference',
      'text-shadow: 0 0 9px #000',
      'font: 0/0 a',
    ],
  ])('(%s) is left out', (style) => {
    expect(styled(style)).toBe('<p>a</p>');
  });

  it.each([
    ['letters of half the size, again and again', '<span style="font-size: 50%">', /font-size/g, 1],
    ['letters in em', '<span style="font-size: 0.8em">', /font-size/g, 4],
    ['small letters in words', '<span style="font-size: smaller">', /font-size/g, 5],
    ['larger ones', '<span style="font-size: larger">', /font-size/g, 8],
    ['small elements', '<small>', /<small>/g, 5],
    ['raised elements', '<sup>', /<sup>/g, 5],
    ['big elements', '<big>', /<big>/g, 8],
    ['headings', '<h1>', /<h1>/g, 2],
    ['margins', '<div style="margin-left: 150px">', /margin/g, 5],
    ['paddings in em', '<div style="padding: 0 10em">', /padding/g, 5],
    ['quotes', '<blockquote>', /<blockquote>/g, 20],
    ['lists', '<ul>', /<ul>/g, 20],
    ['tables with wide cells', '<table cellpadding="50">', /cellpadding/g, 16],
  ])('(%s) ends where it would hide what is inside', (_, tag, kept, times) => {
    const clean = sanitizeHtml(`${tag.repeat(60)}a`);
    expect(clean.match(kept)).toHaveLength(times);
    expect(clean.replace(/<[^>]*>/g, '')).toBe('a');
  });

  it.each([
    ['<td width="0" height="99999">a</td>', '<td>a</td>'],
    ['<td width="99999%">a</td>', '<td>a</td>'],
    ['<table cellspacing="9999" cellpadding="9999" border="999" align="left">a</table>', '<table>a</table>'],
    ['<td colspan="99999" rowspan="65534">a</td>', '<td>a</td>'],
    ['<img width="99999" height="9999" alt="a">', '<img alt="a">'],
    ['<hr size="99999" width="1">', '<hr>'],
    ['<font size="huge" face="Webdings">a</font>', '<font>a</font>'],
    ['<p hidden aria-hidden="true" inert>a</p>', '<p>a</p>'],
    ['<bdo dir="rtl">gpj.exe</bdo>', 'gpj.exe'],
    ['<span dir="rtl">1-2</span>', '<span dir="auto">1-2</span>'],
    ['<details><summary>a</summary>b</details>', 'ab'],
    ['<dialog>a</dialog><template>b</template><noscript>c</noscript>', 'abc'],
    ['<select><option>a</option></select><textarea>b</textarea>', 'ab'],
    ['x\u202egpj.exe\u202c &#8238;y &rlm;z', 'x[U+202E]gpj.exe [U+202E]y z'],
    ['<img alt="x\u202egpj">', '<img alt="x[U+202E]gpj">'],
  ])('%s becomes %s', (html, clean) => {
    expect(sanitizeHtml(html)).toBe(clean);
  });

  it('keeps the sizes that mails are laid out with', () => {
    const html =
      '<table width="600" cellpadding="0" cellspacing="0" border="0" align="center"><tr><td width="50%" height="20" colspan="2">a</td></tr></table>';
    expect(sanitizeHtml(html)).toBe(html);
  });
});

describe('whatever the styles are', () => {
  const piece = fc.constantFrom(
    ...[
      '<p>',
      '</p>',
      '<div style="',
      '<td bgcolor="black" style="',
      '<a href="https://a.example" style="',
      '<mark style="',
      '<table style="',
    ],
    ...[
      '"',
      '">',
      ';',
      'color:white',
      'color:#000',
      'color:#fff8',
      'background:#000',
      'background-color:white',
      'color:rgba(0,0,0,.2)',
    ],
    ...[
      "font-family:'x",
      '/*',
      '*/',
      '!important',
      'font-size:50%',
      'margin-left:150px',
      '<font color=white>',
      '</font>',
      '<blockquote>',
    ],
    ...[
      '<small>',
      '<h1>',
      'words',
      '\u202e',
      '</table>',
      '<table>',
      '<tr>',
      '</div>',
      '<font size=7 color="#eee">',
      'line-height:2px',
    ],
  );
  const html = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

  it('the text is the same as in the plain reading, and a second time changes nothing', () => {
    fc.assert(
      fc.property(html, (given) => {
        const clean = sanitizeHtml(given);
        expect(sanitizeHtml(clean)).toBe(clean);
        const words = (text: string) => text.match(/words/g)?.length ?? 0;
        expect(words(htmlToText(clean))).toBe(words(htmlToText(given)));
      }),
      { numRuns: 3_000 },
    );
  });
});
