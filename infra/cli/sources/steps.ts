import { presets } from '../../../shared/forms/presets.ts';

/** What is left to do at the provider, in its own words, by type. `docs/forms.md` has each word for word, and more. */
const STEPS: Readonly<Record<string, readonly string[]>> = {
  standard: [
    'Sign each request as Standard Webhooks says: headers webhook-id, webhook-timestamp, webhook-signature.',
    'Post JSON with email, subject and body; name and priority if you have them.',
  ],
  webflow: [
    'Site settings > Apps & integrations > Webhooks > Add webhook: trigger Form submission, the newest API version, this address.',
    'What is made there is not signed, so the address needs its token. What Webflow’s API makes is: give its secretKey by --secret-file.',
  ],
  typeform: [
    'The form > Connect > Webhooks > Add a webhook: this address.',
    'Edit > Secret: this secret. Save, leave partial responses off, and switch the webhook on.',
  ],
  tally: ['The form > Integrations > Webhooks > Connect: this address.', 'Add signing secret: this secret.'],
  jotform: ['The form > Settings > Integrations > Webhooks: this address, with its token.'],
  netlify: [
    'The project > Forms > Submission notifications > Add notification > HTTP POST request: New form submission, this address.',
    'JWS secret token: this secret.',
  ],
  gravity: [
    'The form > Settings > Webhooks > Add New: request URL {address}, method POST, format JSON.',
    'Request headers: Authorization, with the value Bearer, a space, and {secret}.',
    'Request body > Select Fields: the keys email, name, subject, message and entry_id, and one for every further field.',
  ],
  google: [
    'The form > More (three dots) > Apps Script: paste docs/google-forms.gs.',
    'Put this address and this secret in where it says so, and run its function install once.',
  ],
  framer: [
    'The form on the canvas > Send to > Add > Webhook: this address.',
    'Where your plan has a secret there: {secret}; then the address is {address}.',
  ],
  github: [
    'The repository > Settings > Webhooks > Add webhook: this address, content type application/json, this secret.',
    'Let me select individual events: Issues, and Issue comments if each shall be a ticket. Leave Pushes out.',
  ],
  hubspot: [
    'The workflow of the form > + > Send a webhook: method POST, this address.',
    'Authentication type: include request signature in header, with the id of your app, whose client secret you gave.',
  ],
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
