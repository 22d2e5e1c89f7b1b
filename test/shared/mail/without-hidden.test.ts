import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutHidden } from '../../../shared/mail/html/without-hidden.ts';
import { htmlToText } from '../../../shared/mail/reading/html-to-text.ts';

const seen = (html: string) =>
  htmlToText(withoutHidden(html) ?? html)
    .replace(/\s+/g, ' ')
    .trim();

/** Ways to hide text; what is written where. */
const HIDING = [
  'style="display:none"',
  'style="color: red; DISPLAY : None !important"',
  'style="display:none;font-size:1px;line-height:1px;max-height:0;max-width:0;opacity:0;overflow:hidden"',
  'style="visibility:hidden"',
  'style="visibility: collapse"',
  'style="mso-hide:all"',
  'style="font-size:0"',
  'style="font-size: 0px"',
  'style="font-size:0.0em"',
  'style="font-size:1px"',
  'style="opacity:0"',
  'style="opacity:0.0"',
  'style="max-height:0;overflow:hidden"',
  'style="height:0px; overflow:hidden"',
  'style="width:0;overflow-x:hidden"',
  'style="text-indent:-9999px"',
  'style="position:absolute;left:-5000px"',
  'style="color:transparent"',
  'hidden',
  'hidden=""',
  'class="x preheader"',
  'id="pre"',
];
const STYLE = '<style>/* x */ .preheader, td.other { display: none !important } #pre{visibility:hidden}</style>';

describe('what HTML hides', () => {
  it.each(HIDING)('is not seen: %s', (attribute) => {
    for (const tag of ['div', 'span', 'font', 'p']) {
      expect(seen(`${STYLE}<p>a</p><${tag} ${attribute}>SECRET <b>SECRET</b></${tag}><p>b</p>`)).toBe('a b');
    }
    expect(seen(`${STYLE}<table><tr><td ${attribute}>SECRET<td>b</table>`)).toBe('b');
    expect(seen(`${STYLE}<p>a<p ${attribute}>SECRET<p>b`)).toBe('a b');
    expect(seen(`${STYLE}<ul><li>a<li ${attribute}>SECRET<ul><li>SECRET</ul><li>b</ul>`).replace(/[- ]/g, '')).toBe(
      'ab',
    );
  });

  it('is not seen in elements that are never shown', () => {
    expect(seen('<p>a</p><template><p>SECRET</p></template><p>b</p>')).toBe('a b');
  });

  it('is no picture, either', () => {
    expect(withoutHidden('<p>a</p><div hidden><img src="cid:a"></div>')).toBe('<p>a</p>');
  });
});

describe('what HTML shows', () => {
  it.each([
    ['<div style="font-size:0"><span style="font-size:14px">a</span></div>', 'a'],
    ['<div style="visibility:hidden">x<b style="visibility:visible">a</b></div>', 'a'],
    ['<div style="font-size:0">&nbsp;</div>a', 'a'],
    ['<a style="text-decoration:none">a</a>', 'a'],
    ['<p style="display:none">x</div>y</p>a', 'a'],
    ['<div style="max-height:0">a</div>', 'a'],
    ['<div style="overflow:hidden">a</div>', 'a'],
    ['<div style="opacity:0.5;font-size:0.9em">a</div>', 'a'],
    ['<style>@media print { .x { display:none } } .y .x { display:none }</style><p class="x">a</p>', 'a'],
    ['<style>.x { display: none }', ''],
    ['<p hidden="">x<br>y</p>a &lt;b&gt; &amp;', 'a <b> &'],
  ])('stays: %s', (html, text) => expect(seen(html)).toBe(text));

  it.each(['<p>a</p>', '<p style="text-decoration:none">a</p>', '<div hidden> </div><p>a</p>'])(
    'is as it was where nothing is hidden: %s',
    (html) => expect(withoutHidden(html)).toBeUndefined(),
  );

  it('is never more than there is, whatever the tags', () => {
    const piece = fc.constantFrom(
      'a',
      '<p hidden>',
      '<div style="display:none">',
      '</div>',
      '<td>',
      '</p>',
      '<br/>',
      '<li>',
      '<b',
      '"',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const html = pieces.join('');
        const count = (text: string) => text.split('a').length;
        expect(count(htmlToText(withoutHidden(html) ?? html))).toBeLessThanOrEqual(count(htmlToText(html)));
      }),
    );
  });
});
