import type { Language } from '../../language.ts';
import { COLORS, FONT } from './colors.ts';
import { Html, html } from './html.ts';

/**
 * Colours for mail programs in dark mode. Light colours stand in the elements themselves, since many programs drop this
 * style sheet; those that read it let it overrule them.
 */
const STYLE = new Html(`<style>
:root { color-scheme: light dark; supported-color-schemes: light dark; }
body { margin: 0; padding: 0; -webkit-text-size-adjust: 100%; }
@media (max-width: 620px) { .card { padding: 24px 20px !important; } .foot { padding: 16px 21px 0 !important; } .sheet { padding: 12px 8px !important; } }
@media (prefers-color-scheme: dark) {
  .sheet { background-color: ${COLORS.dark.sheet} !important; }
  .card { background-color: ${COLORS.dark.card} !important; border-color: ${COLORS.dark.line} !important; }
  .ink, .ink a { color: ${COLORS.dark.ink} !important; }
  .muted { color: ${COLORS.dark.muted} !important; }
  .line { border-color: ${COLORS.dark.line} !important; }
  .box { background-color: ${COLORS.dark.box} !important; }
  .alarm { background-color: ${COLORS.dark.alarm} !important; color: ${COLORS.dark.alarmInk} !important; }
}
</style>`);

/**
 * What a page holds. `preview` is shown by inboxes beside the subject and nowhere else; a page with something on `top` of
 * the card has none, because whatever comes first in the mail is to be that.
 */
type Page = { language: Language; body: Html; footer: Html } & ({ preview: string } | { top: Html });

/** A whole page: one card of 600 pixels on a sheet, made of tables because Outlook lays out nothing else. No remote content. */
export function page(parts: Page): string {
  return html`<!doctype html>
<html lang="${parts.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title></title>
${STYLE}
</head>
<body class="sheet" style="margin:0;background-color:${COLORS.light.sheet}">
${'preview' in parts && html`<div style="display:none;max-height:0;overflow:hidden">${parts.preview}</div>`}
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>
<td class="sheet" align="center" style="padding:28px 12px;background-color:${COLORS.light.sheet}">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px">
${'top' in parts && html`<tr><td align="center" style="padding:0 0 14px">${parts.top}</td></tr>`}
<tr><td class="card ink" align="left" style="padding:36px 40px;background-color:${COLORS.light.card};border:1px solid ${COLORS.light.line};border-radius:12px;font:15px/1.55 ${FONT};color:${COLORS.light.ink}">
${parts.body}
</td></tr>
<tr><td class="muted foot" align="left" style="padding:16px 40px 0;font:13px/1.5 ${FONT};color:${COLORS.light.muted}">
${parts.footer}
</td></tr></table>
</td></tr></table>
</body>
</html>
`.markup;
}
