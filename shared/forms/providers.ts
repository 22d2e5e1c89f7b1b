import type { FormProvider } from './provider.ts';
import { framer } from './providers/framer.ts';
import { github } from './providers/github.ts';
import { google } from './providers/google.ts';
import { gravity } from './providers/gravity.ts';
import { html } from './providers/html.ts';
import { hubspot } from './providers/hubspot.ts';
import { jotform } from './providers/jotform.ts';
import { netlify } from './providers/netlify.ts';
import { standard } from './providers/standard.ts';
import { tally } from './providers/tally.ts';
import { token } from './providers/token.ts';
import { typeform } from './providers/typeform.ts';
import { webflow } from './providers/webflow.ts';

/** Who may post forms to the desk, by the name that `desk sources add --type` takes. */
export const PROVIDERS: Readonly<Record<string, FormProvider>> = {
  standard,
  webflow,
  typeform,
  tally,
  jotform,
  netlify,
  gravity,
  google,
  framer,
  github,
  hubspot,
  token,
  html,
};
