import type { Language } from '../../shared/language.ts';
import { LANGUAGES } from '../../shared/language.ts';
import { type Html, html } from '../../shared/mail/templates/html.ts';
import type { Settings } from '../../shared/settings.ts';
import { assetPath } from './assets.ts';
import { MARK } from './icons.ts';
import { pageWords } from './words/words.ts';

/** What is around every page of one part of the desk: where its mark leads, and what its head and foot have beside it. */
export type Frame = { home: string; nav?: Html; foot?: Html };

/** One page: what stands between head and foot of every page, and what its head says. */
export type Page = {
  language: Language;
  title: string;
  main: Html;
  /** Where this page is, without a language: each other language is a link to it. Undefined where that would repeat a submission. */
  path?: string | undefined;
  /** Which entry of the head it is. */
  here?: 'new' | 'link' | undefined;
  isWide?: boolean;
  /** Left out: the customers'. */
  frame?: Frame | undefined;
  /** Sheets of `assets/` beside the one of all pages. */
  sheets?: readonly string[];
  /** Scripts of `assets/`, each adding to what works without. */
  scripts?: readonly string[];
};

/** A whole document. Nothing in it is inline, and all that it loads is ours (`policy.ts`). */
export function shell({ deskName, privacyUrl }: Pick<Settings, 'deskName' | 'privacyUrl'>, page: Page): string {
  const { language, title, main, path, isWide = false, scripts = [], sheets = [] } = page;
  const words = pageWords(language);
  const others = LANGUAGES.filter((other) => other !== language);
  const frame = page.frame ?? customersFrame(page);
  return html`<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<title>${title} – ${deskName}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<link rel="icon" href="${assetPath('mark.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${assetPath('desk.css')}">
${sheets.map((name) => html`<link rel="stylesheet" href="${assetPath(name)}">`)}
${scripts.map((name) => html`<script type="module" src="${assetPath(name)}"></script>`)}
</head>
<body>
<a class="skip" href="#content">${words.skip}</a>
<header class="top"><div>
<a class="mark" href="${frame.home}">${MARK}<span>${deskName}</span></a>
${
  frame.nav &&
  html`<nav aria-label="${deskName}">
${frame.nav}
</nav>`
}
${path !== undefined && html`<div class="languages">${others.map((other) => html`<a href="${withLanguage(path, other)}" hreflang="${other}" lang="${other}">${pageWords(other).name}</a>`)}</div>`}
</div></header>
<main id="content"${!isWide && html` class="narrow"`}>
${main}
</main>
<footer class="foot">
<span>${deskName}</span>
${privacyUrl && html`<a href="${privacyUrl}">${words.privacy}</a>`}
${frame.foot}
</footer>
</body>
</html>`.markup;
}

/** What customers have around their pages: where they ask, and find what they asked. */
function customersFrame({ language, here }: Page): Frame {
  const words = pageWords(language);
  const entry = (name: Page['here'], href: string, text: string) =>
    html`<a href="${href}?lang=${language}"${here === name && html` aria-current="page"`}>${text}</a>`;
  return {
    home: `/desk?lang=${language}`,
    nav: html`${entry('new', '/desk/new', words.newRequest)}
${entry('link', '/desk/link', words.findRequest)}`,
  };
}

function withLanguage(path: string, language: Language): string {
  return `${path}${path.includes('?') ? '&' : '?'}lang=${language}`;
}
