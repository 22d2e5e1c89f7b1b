import type { FormProvider } from './provider.ts';
import { framer } from './providers/framer.ts';
import { google } from './providers/google.ts';
import { gravity } from './providers/gravity.ts';
import { jotform } from './providers/jotform.ts';
import { token } from './providers/token.ts';

/** Who may post forms, by the name that `desk sources add --type` takes. */
export const providers: Readonly<Record<string, FormProvider>> = { framer, google, gravity, jotform, token };
