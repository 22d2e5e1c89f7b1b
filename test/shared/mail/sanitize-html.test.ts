import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sanitizeHtml } from '../../../shared/mail/html/sanitize.ts';

describe('HTML of a stranger', () => {
  it.each([
    ['formatting', '<p align="center"><b>a</b> <i>b</i></p>', '<p align="center"><b>a</b> <i>b</i></p>'],
    ['tables', '<table><tr><td colspan="2">a</td></tr></table>', '<table><tr><td colspan="2">a</td></tr></table>'],
    ['entities', 'a &lt;b&gt; &amp;amp; &egrave;', 'a &lt;b&gt; &amp;amp; è'],
    ['pictures of the mail', '<img src="cid:a@b" alt="x">', '<img src="cid:a@b" alt="x">'],
    ['small pictures in it', '<img src="data:image/png;base64,AAAA">', '<img src="data:image/png;base64,AAAA">'],
    ['harmless styles', '<p style="color:#F00; margin: 0 4px">a</p>', '<p style="color: #F00; margin: 0 4px">a</p>'],
    ['text of unknown elements', '<o:p>a</o:p><custom>b</custom>', 'ab'],
  ])('keeps %s', (_, html, clean) => {
    expect(sanitizeHtml(html)).toBe(clean);
  });

  it.each([
    ['scripts', '<script>alert(1)</script>a', 'a'],
    ['handlers', '<p onclick="x()" ONLOAD=x()>a</p>', '<p>a</p>'],
    ['javascript links', '<a href=" java&#x09;script:x()">a</a>', '<a>a</a>'],
    ['data links', '<a href="data:text/html,x">a</a>', '<a>a</a>'],
    ['data that is no picture', '<img src="data:image/svg+xml;base64,AAAA">', '<img>'],
    ['remote pictures', '<img src="http://t.example/a.gif">', '<img data-remote-src="http://t.example/a.gif">'],
    ['remote backgrounds', '<td background="http://t.example/a">a</td>', '<td>a</td>'],
    ['styles that load', '<p style="background-color: url(http://t.example)">a</p>', '<p>a</p>'],
    ['forms', '<form action="/x"><input value="a"><button>b</button></form>', 'b'],
    ['frames and objects', '<iframe src="/x">a</iframe><object>b</object>c', 'c'],
    ['SVG and MathML', '<svg><script>a</script></svg><math><mi>b</mi></math>c', 'c'],
    ['comments', '<!--[if mso]>a<![endif]-->b', 'b'],
    ['the style element', '<style>p { display: none }</style>a', 'a'],
    ['base, meta and link', '<base href="//x"><meta http-equiv="refresh"><link href="x">a', 'a'],
    ['ids and classes', '<p id="a" class="b" name="c">a</p>', '<p>a</p>'],
  ])('loses %s', (_, html, clean) => {
    expect(sanitizeHtml(html)).toBe(clean);
  });

  it.each([
    'display: none',
    'visibility: hidden',
    'font-size: 0',
    'font-size:1px',
    'font-size: 0.1em',
    'line-height: 0',
    'opacity: 0',
    'position: absolute; left: -9999px',
    'margin-left: -9999px',
    'margin-top: 5000px',
    'text-indent: -999em',
    'color: transparent',
    'color: rgba(0,0,0,0)',
    'width: 0; height: 0; overflow: hidden',
    'font: 0/0 a',
    'DISPLAY /**/ : none !important',
  ])('shows what "%s" would hide', (style) => {
    expect(sanitizeHtml(`<p style="${style}">a</p>`)).toBe('<p>a</p>');
  });

  it('closes what is open, in order, and nothing else', () => {
    expect(sanitizeHtml('<div><b>a<i>b</b>c</span></div></p><u>d')).toBe('<div><b>a<i>b</i></b>c</div><u>d</u>');
  });

  it('loses the tags of what is nested too deep, and no text', () => {
    const clean = sanitizeHtml(`${'<div>'.repeat(5_000)}a${'</div>'.repeat(5_000)}b`);
    expect(clean.match(/<div>/g)).toHaveLength(200);
    expect(clean.replace(/<[^>]*>/g, '')).toBe('ab');
  });

  it('is the same when it is sanitised again, whatever it was', () => {
    const piece = fc.constantFrom(
      '<p>',
      '</p>',
      '<b',
      ' style="',
      '"',
      "'",
      '>',
      '<',
      'color:red',
      '<script>',
      '</script>',
      '<!--',
      '-->',
      '<svg>',
      '&lt;',
      '&#106;',
      '<a href="',
      'javascript:',
      'https://a.example',
      '<img src=',
      'cid:x',
      ' onload=x',
      '</',
      'text',
      '<style>',
      '<textarea>',
      '<td',
      '/>',
      '\0',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const clean = sanitizeHtml(pieces.join(''));
        expect(sanitizeHtml(clean)).toBe(clean);
        expect(clean).not.toMatch(/<(script|style|svg|textarea)|<[^>]*\son\w+=|href="javascript/i);
      }),
      { numRuns: 2_000 },
    );
  });
});
