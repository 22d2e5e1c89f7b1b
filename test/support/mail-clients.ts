/** Where an answer stands. */
export type Place = (typeof PLACES)[number];
export const PLACES = ['above', 'below', 'around', 'between'] as const;

type Notice = { text: string; html: string };

export type Client = { name: string; answer(place: Place, notice: Notice): { text: string; html: string } };

type Parts = { text: string; html: string };

/** An answer in two pieces, as a program writes its text and its HTML, and how it quotes. */
function client(
  name: string,
  {
    first,
    second,
    quote,
    signature = { text: '', html: '' },
  }: { first: Parts; second: Parts; quote(notice: Notice): Parts; signature?: Parts },
): Client {
  return {
    name,
    answer(place, notice) {
      const quoted = quote({ text: notice.text, html: bodyOf(notice.html) });
      const split = withInside(quote(withPlace({ text: notice.text, html: bodyOf(notice.html) })), second);
      const order = {
        above: [first, second, signature, quoted],
        below: [quoted, first, second, signature],
        around: [first, quoted, second, signature],
        between: [first, split, signature],
      }[place];
      return {
        text: order.map((part) => part.text).join('\n\n'),
        html: `<html><head></head><body>${order.map((part) => part.html).join('')}</body></html>`,
      };
    },
  };
}

/** The question that is answered where it stands. */
const QUESTION = 'the till prints nothing.';
const HERE = '@@HERE@@';

function withPlace({ text, html }: Parts): Parts {
  return { text: text.replace(QUESTION, `${QUESTION}\n${HERE}`), html: html.replace(QUESTION, `${QUESTION}${HERE}`) };
}

/** Programs that mark a quote end it above what is written into it. */
function withInside({ text, html }: Parts, own: Parts): Parts {
  const split = html.includes('<blockquote') ? `</blockquote>${own.html}<blockquote type="cite">` : own.html;
  return {
    text: text.replace(new RegExp(`(?:> )?${HERE}`), () => `\n${own.text.trim()}\n`),
    html: html.replace(HERE, () => split),
  };
}

/** What programs keep of a page that they quote. */
function bodyOf(page: string): string {
  return page.replace(/<!doctype[^>]*>|<\/?(?:html|head|body|meta|title)\b[^>]*>|<style\b[\s\S]*?<\/style>/gi, '');
}

const marked = (text: string) =>
  text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');
const LINK = '<a href="https://docs.example/till?a=1&amp;b=2">guide</a>';
const TARGET = 'https://docs.example/till?a=1&b=2';

export const CLIENTS: readonly Client[] = [
  client('Gmail', {
    first: {
      text: `Hi Anna,\n\nopen the *valve* as in the guide\n<${TARGET}>:\n\n   - left\n   - right`,
      html: `<div dir="ltr">Hi Anna,<div><br></div><div>open the <b>valve</b> as in the ${LINK}:</div><div><ul><li>left</li><li>right</li></ul></div></div>`,
    },
    second: {
      text: 'Model\n\nCode\n\nA1\n\n4711',
      html: '<div dir="ltr"><table><tbody><tr><td>Model</td><td>Code</td></tr><tr><td>A1</td><td>4711</td></tr></tbody></table></div><br>',
    },
    quote: ({ text, html }) => ({
      text: `On Mon, Nov 30, 2026 at 9:00 AM Example Support <help@support.example>\nwrote:\n\n${marked(text)}`,
      html: `<div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On Mon, Nov 30, 2026 at 9:00 AM Example Support &lt;<a href="mailto:help@support.example">help@support.example</a>&gt; wrote:<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">${html}</blockquote></div>`,
    }),
    signature: {
      text: '--\nAda Bauer\nSIGNED 0471',
      html: '<span class="gmail_signature_prefix">-- </span><br><div dir="ltr" class="gmail_signature"><div dir="ltr">Ada Bauer<div>SIGNED 0471</div></div></div>',
    },
  }),
  client('Outlook', {
    first: {
      text: `Hi Anna,\n\n \n\nopen the valve as in the guide<${TARGET}>:\n\n \n\n*       left\n*       right`,
      html: `<div class="WordSection1"><p class="MsoNormal">Hi Anna,<o:p></o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><p class="MsoNormal">open the <b>valve</b> as in the ${LINK}:<o:p></o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><ul style="margin-top:0cm" type="disc"><li class="MsoListParagraph" style="margin-left:0cm;mso-list:l0 level1 lfo1">left<o:p></o:p></li><li class="MsoListParagraph">right<o:p></o:p></li></ul>`,
    },
    second: {
      text: 'Model\n\nCode\n\nA1\n\n4711\n\n \n',
      html: '<table class="MsoTableGrid" border="1" cellspacing="0" cellpadding="0"><tr><td valign="top" style="border:solid windowtext 1.0pt"><p class="MsoNormal">Model<o:p></o:p></p></td><td><p class="MsoNormal">Code<o:p></o:p></p></td></tr><tr><td><p class="MsoNormal">A1<o:p></o:p></p></td><td><p class="MsoNormal">4711<o:p></o:p></p></td></tr></table><p class="MsoNormal"><o:p>&nbsp;</o:p></p>',
    },
    quote: ({ text, html }) => ({
      text: `From: Example Support <help@support.example> \nSent: Monday, November 30, 2026 9:00 AM\nTo: Ada Bauer <ada@support.example>\nSubject: [P3] The door\n\n${text}`,
      html: `<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b><span lang="EN-US">From:</span></b><span lang="EN-US"> Example Support &lt;help@support.example&gt; <br><b>Sent:</b> Monday, November 30, 2026 9:00 AM<br><b>To:</b> Ada Bauer &lt;ada@support.example&gt;<br><b>Subject:</b> [P3] The door<o:p></o:p></span></p></div></div><p class="MsoNormal"><o:p>&nbsp;</o:p></p>${html}</div>`,
    }),
  }),
  client('Outlook for the web', {
    first: {
      text: `Hi Anna,\n\nopen the valve as in the guide<${TARGET}>:\n\n  *\nleft\n  *\nright`,
      html: `<div class="elementToProof" style="font-family: Aptos, sans-serif; font-size: 12pt; color: rgb(0, 0, 0);">Hi Anna,</div><div class="elementToProof"><br></div><div class="elementToProof">open the <b>valve</b> as in the ${LINK.replace('<a', '<a class="OWAAutoLink" id="OWA1"')}:</div><ul data-editing-info="{}"><li><div role="presentation" class="elementToProof">left</div></li><li><div role="presentation">right</div></li></ul>`,
    },
    second: {
      text: 'Model   Code\nA1      4711\n',
      html: '<table id="x_table_0"><tbody><tr><td style="width: 120px"><div class="elementToProof">Model</div></td><td>Code</td></tr><tr><td>A1</td><td>4711</td></tr></tbody></table><div class="elementToProof"><br></div>',
    },
    quote: ({ text, html }) => ({
      text: `${'_'.repeat(32)}\nFrom: Example Support <help@support.example>\nSent: Monday, November 30, 2026 9:00 AM\nTo: Ada Bauer <ada@support.example>\nSubject: [P3] The door\n\n${text}`,
      html: `<div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri, sans-serif" style="font-size:11pt" color="#000000"><b>From:</b> Example Support &lt;help@support.example&gt;<br><b>Sent:</b> Monday, November 30, 2026 9:00 AM<br><b>To:</b> Ada Bauer &lt;ada@support.example&gt;<br><b>Subject:</b> [P3] The door</font><div>&nbsp;</div></div><div>${html}</div>`,
    }),
  }),
  client('Apple Mail', {
    first: {
      text: `Hi Anna,\n\nopen the valve as in the guide <${TARGET}>:\n\n• left\n• right`,
      html: `<div>Hi Anna,</div><div><br></div>open the <b>valve</b> as in the ${LINK}:<div><br></div><div><ul class="MailOutline"><li>left</li><li>right</li></ul></div>`,
    },
    second: {
      text: 'Model\tCode\nA1\t4711\n',
      html: '<div><table class="Apple-table"><tbody><tr><td>Model</td><td>Code</td></tr><tr><td>A1</td><td>4711</td></tr></tbody></table></div><div><br></div>',
    },
    quote: ({ text, html }) => ({
      text: `> On 30. Nov 2026, at 09:00, Example Support <help@support.example> wrote:\n> \n${marked(text)}`,
      html: `<div><br><blockquote type="cite"><div>On 30. Nov 2026, at 09:00, Example Support &lt;help@support.example&gt; wrote:</div><br class="Apple-interchange-newline"><div>${html}</div></blockquote></div><br>`,
    }),
  }),
  client('Thunderbird', {
    first: {
      text: `Hi Anna,\n\nopen the *valve* as in the guide <${TARGET}>:\n\n  * left\n  * right`,
      html: `<p>Hi Anna,</p><p>open the <b>valve</b> as in the ${LINK}:</p><ul><li>left</li><li>right</li></ul>`,
    },
    second: {
      text: 'Model \tCode\nA1 \t4711\n',
      html: '<table width="100%" border="1"><tbody><tr><td valign="top">Model<br></td><td>Code<br></td></tr><tr><td>A1<br></td><td>4711<br></td></tr></tbody></table><p><br></p>',
    },
    quote: ({ text, html }) => ({
      text: `On 30.11.26 09:00, Example Support wrote:\n${marked(text)}`,
      html: `<div class="moz-cite-prefix">On 30.11.26 09:00, Example Support wrote:<br></div><blockquote type="cite" cite="mid:a@x">${html}</blockquote>`,
    }),
    signature: {
      text: '-- \nAda Bauer\nSIGNED 0471',
      html: '<pre class="moz-signature" cols="72">-- \nAda Bauer\nSIGNED 0471</pre>',
    },
  }),
  client('an iPhone', {
    first: {
      text: `Hi Anna,\n\nopen the valve as in the guide:\n\nleft\nright`,
      html: `<div dir="ltr">Hi Anna,</div><div dir="ltr"><br></div><div dir="ltr">open the <b>valve</b> as in the ${LINK}:</div><div dir="ltr"><ul><li>left</li><li>right</li></ul></div>`,
    },
    second: {
      text: 'Model\nCode\nA1\n4711',
      html: '<div dir="ltr"><table><tbody><tr><td>Model</td><td>Code</td></tr><tr><td>A1</td><td>4711</td></tr></tbody></table></div>',
    },
    quote: ({ text, html }) => ({
      text: `> On 30. Nov 2026, at 09:00, Example Support <help@support.example> wrote:\n> \n> ﻿${marked(text).slice(2)}`,
      html: `<div dir="ltr"><br><blockquote type="cite">On 30. Nov 2026, at 09:00, Example Support &lt;help@support.example&gt; wrote:<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">\u{FEFF}${html}</div></blockquote>`,
    }),
    signature: {
      text: 'Sent from my iPhone',
      html: '<br id="lineBreakAtBeginningOfSignature"><div dir="ltr">Sent from my iPhone</div>',
    },
  }),
  client('a Samsung', {
    first: {
      text: `Hi Anna,open the valve as in the guide:leftright`,
      html: `<div dir="auto">Hi Anna,</div><div dir="auto"><br></div><div dir="auto">open the <b>valve</b> as in the ${LINK}:</div><ul><li>left</li><li>right</li></ul>`,
    },
    second: {
      text: 'ModelCodeA14711',
      html: '<table><tbody><tr><td>Model</td><td>Code</td></tr><tr><td>A1</td><td>4711</td></tr></tbody></table><div dir="auto"><br></div>',
    },
    quote: ({ text, html }) => ({
      text: `-------- Original message --------From: Example Support <help@support.example> Date: 30/11/2026  09:00  (GMT+01:00) To: ada@support.example Subject: [P3] The door ${text}`,
      html: `<div><br></div><div align="left" dir="auto" style="font-size:100%;color:#000000"><div>-------- Original message --------</div><div>From: Example Support &lt;help@support.example&gt; </div><div>Date: 30/11/2026  09:00  (GMT+01:00) </div><div>To: ada@support.example </div><div>Subject: [P3] The door </div><div><br></div></div>${html}`,
    }),
    signature: {
      text: 'Sent from my Galaxy',
      html: '<div id="composer_signature" dir="auto"><div style="font-size:12px;color:#575757" dir="auto">Sent from my Galaxy</div></div>',
    },
  }),
];
