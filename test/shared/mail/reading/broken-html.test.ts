import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../../shared/mail/parse.ts';

const HEADER = 'From: a@b.example\nMessage-ID: <1@b.example>\nContent-Type: text/html; charset=utf-8\n\n';
const read = (html: string) => parseMail(Buffer.from(HEADER + html));

describe('HTML that is not closed', () => {
  it.each([
    '<style>p{color:red}\n<p>the till is down</p>',
    '<title>Mail<body><p>the till is down</p>',
    '<script>x\n<p>the till is down</p>',
    '<style>a{}</style><p>Hi</p><style>b{}<p>the till is down',
    '<p>hi</p><!-- <p>the till is down</p>',
    '<!-- a --><p>hi</p><!-- b <!-- <p>the till is down</p>',
    '<p>hi</p><a href="x>the till is down</a>',
    '<p title="x>the till is down</p>',
    "<p title='x>the till is down</p>",
    '<p>hi</p><b <i>the till is down',
    '<style>p{color:red}<p>the till is down</p><style>b{}</style>end',
    '<title>Mail<p>the till is down</p><style>b{}</style>end',
    '<script>x()<body><p>the till is down</p><script>y()</script>end',
    '<html><head><STYLE type="text/css">p{color:red}</head><body>the till is down<style>b{}</style>',
    '<style>p{color:red}\nthe till is down',
    '<p>Is the <style> in {x} of this page broken? the till is down</p>',
  ])('costs none of its words: %s', async (html) => {
    const mail = await read(html);
    expect(mail.text).toContain('the till is down');
    expect(mail.html).toContain('the till is down');
  });

  it.each([
    '<style>p{color:red} b{margin:0}\n<p>the till is down</p>',
    '<style>/* a */ @media print { p { color:red } }\n</head><body>the till is down',
    '<p>the till is down</p><style>p{color:red}',
    '<style>p{color:red}\nthe till is down',
  ])('shows no rules of a style: %s', async (html) => {
    const mail = await read(html);
    expect(mail.text.trim()).toBe('the till is down');
    expect(mail.html).not.toContain('{');
    expect(mail.attachments).toEqual([]);
  });

  it.each([
    '<p>Hi</p><!-- the till is down</p><!-- x -->end',
    '<p>Hi</p><!-- p{a:b} <p>the till is down</p>',
    '<script>x()<p>the till is down</p>',
    '<p>Hi</p><script>if (a < b) x()<body>the till is down',
  ])('comes with the mail itself where it may hide words, or show code: %s', async (html) => {
    const mail = await read(html);
    expect(mail.attachments).toMatchObject([{ filename: 'message.eml', itself: true }]);
    expect(mail.warnings).toEqual([expect.stringContaining('The HTML of the mail is broken')]);
  });

  it.each([
    '<!--[if gte mso 9]><xml><!-- x --></xml><![endif]--><p>the till is down</p>',
    '<style><!-- p{color:red} --></style><title>x</title><p>the till is down</p>',
    '<style>a>b{color:red}</style><script>if (a<b) document.write("<p>");</script><p>the till is down</p>',
    '<!-- <style> --><p>the till is down</p><!-- <script> -->',
    '<style/><p>the till is down</p>',
    '<p><b>the <i>till is down',
    '<p>the till is down</p><img src="data:text/html,<script>">',
    "<p>the till is down</p><img alt='' src='data:image/svg+xml,<svg><style>a{}</svg>'>",
    '<p title="a <title> in a value">the till is down</p><style>p{color:red}</style>',
    '<div data-search="?q=<script>alert(1)">the till is down</div>',
    '<table><tr><td>the till is down',
  ])('does not when it is whole: %s', async (html) => {
    const mail = await read(html);
    expect(mail).toMatchObject({ attachments: [], warnings: [] });
    expect(mail.text.trim()).toBe('the till is down');
  });

  it.each([
    ['if a < b and c <d then the till is down', 'if a < b and c <d then the till is down'],
    ['<p>if c <d then the till is down</p>', 'if c <d then the till is down'],
    ['write to <anna@rossi.example> please', 'write to <anna@rossi.example> please'],
    ['The error is <NullPointerException> at 3', 'The error is <NullPointerException> at 3'],
    ['<p>a <![CDATA[the till is down]]></p>', 'a the till is down'],
    ['<TBody>x</TBody><BlockQuote>y</BlockQuote>', 'x\n> y'],
  ])('and words that look like tags are shown: %s', async (html, shown) => {
    expect((await read(html)).text.trim()).toBe(shown);
  });
});
