import { listed } from './listed.ts';
import { bareName } from './words.ts';

/** Secrets and handshakes, what a captcha said, and what only programs fill in. It stays in the raw delivery. */
const SECRETS = new Set(
  listed(
    'handshakekey, webhooksecret, sharedsecret, apikey, accesstoken, authtoken, csrftoken, csrf, nonce, ' +
      'wpnonce, grecaptcharesponse, hcaptcharesponse, cfturnstileresponse, recaptcha, recaptchatoken, ' +
      'recaptcharesponse, captcha, captchatoken, captcharesponse, hcaptcha, turnstile, turnstiletoken, ' +
      'frccaptchasolution, gotcha, honeypot',
  ),
);

/** The network and the browser of who filled the form in, and what follows people about, as providers call it. */
const TRACES = new Set(
  listed(
    'ip, ipaddress, remoteip, remoteaddr, clientip, userip, senderip, xforwardedfor, useragent, ' +
      'httpuseragent, browseruseragent, jsexecutiontracker, gclid, fbclid, msclkid, ga, gaclientid, ' +
      'networkid',
  ),
);

/** Whether nobody may read a value of this name in a ticket, wherever it stands. */
export function isSecret(name: string): boolean {
  return SECRETS.has(bareName(name));
}

/** Whether a provider calls so what it says of the person rather than of the request; a question may be called so, too. */
export function isTrace(name: string): boolean {
  return TRACES.has(bareName(name));
}

/** Whether a value of this name stays out of every ticket where its provider has put it. */
export function isUnshown(name: string): boolean {
  return isSecret(name) || isTrace(name);
}
