import { isSecret, isUnshown } from './unshown.ts';

/** As a machine spells a name; a question of people has a capital or a space, but for the one name that JSON has so. */
const MACHINES = /^(?:[a-z][\w-]*|HandshakeKey)$/;

/** The answer to a captcha, by the names that reCAPTCHA, hCaptcha, Turnstile and Friendly Captcha give it. */
const CAPTCHA = /(?:captcha|turnstile).*(?:response|token|solution)/i;

/**
 * Whether what stands under this key of a body is never shown: an IP, a browser's name, a captcha's token, a handshake's secret. By the
 * spelling of machines only: a question that is called "IP address" is one, and its answer is shown.
 */
export function isPrivate(key: string): boolean {
  return isSecretKey(key) || (MACHINES.test(key) && isUnshown(key));
}

/** Of those, what nobody may read wherever it stands: an IP deep in what a program says may be what it is about. */
export function isSecretKey(key: string): boolean {
  return (MACHINES.test(key) && isSecret(key)) || CAPTCHA.test(key);
}
