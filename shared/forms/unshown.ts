import { bareName } from './words.ts';

/**
 * What providers send along with the answers and nobody may read in a ticket: secrets and handshakes, what a captcha said, the network
 * and the browser of who filled the form in, and what follows people about. It stays in the raw delivery.
 */
const UNSHOWN = new Set([
  ...[
    'handshakekey',
    'webhooksecret',
    'sharedsecret',
    'apikey',
    'accesstoken',
    'authtoken',
    'csrftoken',
    'csrf',
    'nonce',
    'wpnonce',
  ],
  ...[
    'grecaptcharesponse',
    'hcaptcharesponse',
    'cfturnstileresponse',
    'recaptcha',
    'recaptchatoken',
    'recaptcharesponse',
  ],
  ...[
    'captcha',
    'captchatoken',
    'captcharesponse',
    'hcaptcha',
    'turnstile',
    'turnstiletoken',
    'frccaptchasolution',
    'gotcha',
    'honeypot',
  ],
  ...['ip', 'ipaddress', 'remoteip', 'remoteaddr', 'clientip', 'userip', 'senderip', 'xforwardedfor'],
  ...['useragent', 'httpuseragent', 'browseruseragent'],
  ...['jsexecutiontracker', 'gclid', 'fbclid', 'msclkid', 'ga', 'gaclientid', 'networkid'],
]);

/** Whether a value of this name stays out of every ticket. */
export function isUnshown(name: string): boolean {
  return UNSHOWN.has(bareName(name));
}
