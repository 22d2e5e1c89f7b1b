/** What senders add by themselves about whoever filled a form in, or to prove themselves: never shown in a ticket. */
const PRIVATE_KEYS = new Set([
  'ip',
  'ip_address',
  'ipAddress',
  'remote_ip',
  'remoteIp',
  'client_ip',
  'user_ip',
  'network_id',
  'user_agent',
  'userAgent',
  'user-agent',
  'handshake_key',
  'handshakeKey',
  'HandshakeKey',
]);

/** The answer to a captcha, by the names that reCAPTCHA, hCaptcha, Turnstile and Friendly Captcha give it. */
const CAPTCHA = /(?:captcha|turnstile).*(?:response|token|solution)/i;

/**
 * Whether what stands under this key of a body is never shown: an IP, a browser's name, a captcha's token, a handshake's secret. By the
 * spelling of machines only: a question that is called "IP address" is one, and its answer is shown.
 */
export function isPrivate(key: string): boolean {
  return PRIVATE_KEYS.has(key) || CAPTCHA.test(key);
}
