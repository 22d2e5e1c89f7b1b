import { COLORS, FONT } from './colors.ts';
import type { Fact } from './content.ts';
import { type Html, html } from './html.ts';

/** The parts that mails are made of, each a table or a paragraph with its light colours inline. */

export function heading(text: string): Html {
  return html`<h1 class="ink" style="margin:0 0 16px;font:600 22px/1.3 ${FONT};color:${COLORS.light.ink}">${text}</h1>`;
}

export function subheading(text: string): Html {
  return html`<h2 class="ink" style="margin:28px 0 8px;font:600 15px/1.4 ${FONT};color:${COLORS.light.ink}">${text}</h2>`;
}

export function paragraph(text: string | Html): Html {
  return html`<p style="margin:0 0 12px">${text}</p>`;
}

export function muted(text: string | Html): Html {
  return html`<p class="muted" style="margin:0;font:13px/1.5 ${FONT};color:${COLORS.light.muted}">${text}</p>`;
}

/** A word on a coloured ground, for a priority or a level. */
export function badge(text: string, ground: string): Html {
  return html`<span style="display:inline-block;padding:2px 10px;border-radius:10px;background-color:${ground};color:#ffffff;font:600 12px/1.6 ${FONT}">${text}</span>`;
}

/** The one thing to see: a big value between its label and a note. */
export function highlight(parts: { label: string; value: string; note: string; edge: string }): Html {
  // A time zone in parentheses goes to the next line as a whole.
  const value = parts.value.replace(/\(.*\)$/, (zone) => zone.replaceAll(' ', '\u00a0'));
  return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:20px 0"><tr>
<td class="box" style="padding:16px 20px;background-color:${COLORS.light.box};border-left:4px solid ${parts.edge};border-radius:6px">
<div class="muted" style="font:600 12px/1.5 ${FONT};color:${COLORS.light.muted}">${parts.label}</div>
<div class="ink" style="margin:2px 0;font:600 18px/1.4 ${FONT};color:${COLORS.light.ink}">${value}</div>
<div class="muted" style="font:13px/1.5 ${FONT};color:${COLORS.light.muted}">${parts.note}</div>
</td></tr></table>`;
}

export function factTable(facts: readonly (Fact & { badge?: Html })[]): Html {
  const rows = facts.map(
    ({ label, value, badge: mark }) => html`<tr>
<td class="muted line" valign="top" style="padding:7px 16px 7px 0;border-bottom:1px solid ${COLORS.light.line};font:13px/1.6 ${FONT};color:${COLORS.light.muted};white-space:nowrap">${label}</td>
<td class="ink line" valign="top" width="100%" style="padding:7px 0;border-bottom:1px solid ${COLORS.light.line};font:14px/1.5 ${FONT};color:${COLORS.light.ink};word-break:break-word">${mark} ${value}</td>
</tr>`,
  );
  return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:16px 0">${rows}</table>`;
}

/** Somebody's words, apart from ours. */
export function quotation(text: Html): Html {
  return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:8px 0 16px"><tr>
<td class="box ink" style="padding:14px 18px;background-color:${COLORS.light.box};border-radius:8px;font:14px/1.6 ${FONT};color:${COLORS.light.ink};word-break:break-word">${text}</td>
</tr></table>`;
}

export function alarm(text: string): Html {
  return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 16px"><tr>
<td class="alarm" style="padding:10px 16px;background-color:${COLORS.light.alarm};border-radius:8px;font:600 14px/1.5 ${FONT};color:${COLORS.light.alarmInk}">${text}</td>
</tr></table>`;
}

/** A quiet link, below all that is said. */
export function mutedLink(text: string, link: string): Html {
  return muted(html`<a class="muted" href="${link}" style="color:${COLORS.light.muted}">${text}</a>`);
}

export function button(text: string, link: string): Html {
  return html`<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:20px 0 4px"><tr>
<td bgcolor="${COLORS.action}" style="background-color:${COLORS.action};border-radius:8px">
<a href="${link}" style="display:inline-block;padding:11px 22px;font:600 15px/1.3 ${FONT};color:#ffffff !important;text-decoration:none">${text}</a>
</td></tr></table>`;
}
