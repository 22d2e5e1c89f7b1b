/**
 * Names of fields that a plain page has beside its questions: the desk's own, which begin with an underscore, and Turnstile's
 * (https://developers.cloudflare.com/turnstile/get-started/server-side-validation/). `desk embed` writes them.
 */
export const PAGE_FIELDS = {
  token: '_token',
  trap: '_website',
  next: '_next',
  challenge: 'cf-turnstile-response',
} as const;
