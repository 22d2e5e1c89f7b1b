const PAGE = 'page:';

/** Where what was submitted on a page of the online desk comes from: each render token submits once (`render-token.ts`). */
export function pageSource(submission: string): string {
  return `${PAGE}${submission}`;
}

/** Whether a ticket or a message came by a page. */
export function isPageSource(source: string): boolean {
  return source.startsWith(PAGE);
}
