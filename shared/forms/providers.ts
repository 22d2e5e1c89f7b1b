import type { FormProvider } from './provider.ts';
import { github } from './providers/github.ts';
import { hubspot } from './providers/hubspot.ts';
import { netlify } from './providers/netlify.ts';
import { standard } from './providers/standard.ts';
import { tally } from './providers/tally.ts';
import { typeform } from './providers/typeform.ts';
import { webflow } from './providers/webflow.ts';

/** Every provider by its name, as a source's `type` says it. */
export const PROVIDERS: Record<string, FormProvider> = {
  standard,
  webflow,
  typeform,
  tally,
  netlify,
  github,
  hubspot,
};
