import { presets } from '../../../shared/forms/presets.ts';

/** What is left to do at the provider, in its own words, by type. `docs/forms.md` has more of each. */
const STEPS: Readonly<Record<string, readonly string[]>> = {
  standard: [
    'Sign each request as Standard Webhooks says: headers webhook-id, webhook-timestamp, webhook-signature.',
    'Post JSON with email, subject and body; name and priority if you have them.',
  ],
  webflow: [
    'Site settings > Apps & integrations > Webhooks > Add webhook: trigger "Form submission", API V2, this address.',
    'A webhook that is made there is not signed: use the address with its token (--token).',
  ],
  typeform: [
    'The form > Connect > Webhooks > Add a webhook: this address.',
    'Edit > Secret: this secret. Save, and switch it on.',
  ],
  tally: ['The form > Integrations > Webhooks > Connect: this address.', 'Add signing secret: this secret.'],
  jotform: ['The form > Settings > Integrations > Webhooks: this address, with its token.'],
  netlify: [
    'Site configuration > Notifications > Form submission notifications > HTTP POST request: this address.',
    'JWS secret token: this secret.',
  ],
  gravity: [
    'The form > Settings > Webhooks > Add new: this address, method POST, format JSON, body All fields or Select fields.',
  ],
  google: [
    'The form > Extensions > Apps Script: paste docs/google-forms.gs.',
    'Put this address and this secret in where it says so, and run its function install once.',
  ],
  framer: [
    'The form on the canvas > Send to > Webhook: this address.',
    'Signing secret, if your plan has one: this secret.',
  ],
  github: [
    'The repository > Settings > Webhooks > Add webhook: this address, content type application/json, this secret.',
  ],
  hubspot: ['Development > your app > Webhooks: this address. Its secret is the client secret of the app, under Auth.'],
  token: [
    'Post JSON or a form to this address. Where headers can be set, leave ?token= out and send the token as Authorization: Bearer.',
  ],
  html: ['Put the form into your page: npm run desk -- embed {name} prints it.'],
};

/** The steps of a type or a preset, numbered lines with what is filled in; none for one that has no steps of its own. */
export function stepsOf(kind: string, { name, address, url }: { name: string; address: string; url: string }): string {
  const filled: Record<string, string> = { name, address, url, secret: 'the token in the address above' };
  return (find(presets, kind)?.steps ?? find(STEPS, kind) ?? [])
    .map((step) => step.replace(/\{(\w+)\}/g, (whole, word) => find(filled, word) ?? whole))
    .map((step, at) => `  ${at + 1}. ${step}\n`)
    .join('');
}

function find<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
