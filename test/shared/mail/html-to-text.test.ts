import { describe, expect, it } from 'vitest';
import { htmlToText } from '../../../shared/mail/reading/html-to-text.ts';

describe('HTML as plain text', () => {
  it.each([
    ['paragraphs and breaks', '<p>One\n two</p><p>three<br>four<br><br>five</p>', 'One two\n\nthree\nfour\n\nfive'],
    ['no more than one empty line', '<div>a</div><br><br><br><p></p><div>b</div>', 'a\n\nb'],
    ['entities and spaces', '&egrave;&nbsp;&nbsp;5 &lt; 6 &amp;amp; &#x1F44D;', 'è 5 < 6 &amp; 👍'],
    ['nothing of styles, scripts, comments', '<style>p{}</style><script>x</script><!-- y --><title>t</title>a', 'a'],
    ['nested lists', '<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>', '- a\n  - b\n- c'],
    ['numbered lists', '<ol start="3"><li>a<li>b</ol>', '3. a\n4. b'],
    ['table rows', '<table><tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d</td></tr></table>', 'a b\nc d'],
    ['preformatted lines', '<pre>  a\n    b</pre>', '  a\n    b'],
    ['the text of images', 'x<img src="cid:1" alt="a cat">y', 'x [a cat] y'],
    ['a rule', 'a<hr>b', 'a\n----------\nb'],
    ['upper-case tags', '<P>a</P><BR><B>b</B>', 'a\n\nb'],
    ['stray ends', '</blockquote></ul></pre></p>a', 'a'],
    ['text after a broken tag', 'a < b and <c', 'a < b and <c'],
  ])('keeps %s', (_, html, text) => {
    expect(htmlToText(html)).toBe(text);
  });

  it('marks quotes like a mail program, and leaves them', () => {
    const html =
      'Yes.<div>On Monday Ada wrote:<blockquote><p>a</p><p>b</p><blockquote>c</blockquote></blockquote></div>Bye';
    expect(htmlToText(html)).toBe('Yes.\nOn Monday Ada wrote:\n\n> a\n>\n> b\n>\n> > c\n\nBye');
  });

  it.each([
    ['<a href="https://a.example/x">here</a>', 'here <https://a.example/x>'],
    ['<a href="https://www.a.example/">a.example</a>', 'a.example'],
    ['<a href="mailto:ada@a.example">ada@a.example</a>', 'ada@a.example'],
    ['<a href="mailto:ada@a.example">Ada</a>', 'Ada <ada@a.example>'],
    ['<a href="javascript:alert(1)">here</a>', 'here'],
    ['<a href="https://a.example/"><img src="x"></a>', ''],
  ])('shows where %s leads', (html, text) => {
    expect(htmlToText(html)).toBe(text);
  });
});
