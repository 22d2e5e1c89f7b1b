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
  ])('costs none of its words: %s', async (html) => {
    const mail = await read(html);
    expect(mail.text).toContain('the till is down');
    expect(mail.html).toContain('the till is down');
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
