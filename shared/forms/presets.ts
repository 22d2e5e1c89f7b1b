import * as z from 'zod';
import type { FormMap } from './map.ts';
import { formMapSchema } from './map-schema.ts';
import basin from './presets/basin.json' with { type: 'json' };
import cognitoForms from './presets/cognito-forms.json' with { type: 'json' };
import contactForm7 from './presets/contact-form-7.json' with { type: 'json' };
import elementor from './presets/elementor.json' with { type: 'json' };
import fillout from './presets/fillout.json' with { type: 'json' };
import formspark from './presets/formspark.json' with { type: 'json' };
import formspree from './presets/formspree.json' with { type: 'json' };
import microsoftForms from './presets/microsoft-forms.json' with { type: 'json' };
import wpforms from './presets/wpforms.json' with { type: 'json' };

/** A sender that needs no code: what it posts is read by a provider that we have, and its map says which answer is what. */
export type Preset = {
  /** As people call it. */
  title: string;
  /** The provider that reads it. */
  type: string;
  map: FormMap;
  /** What to click there: `{address}` is the source's, `{url}` the same with its token, `{secret}` the token. */
  steps: string[];
};

const presetSchema: z.ZodType<Preset, unknown> = z.strictObject({
  title: z.string(),
  type: z.enum(['token', 'standard']),
  map: formMapSchema,
  steps: z.array(z.string()),
});

const FILES: Record<string, unknown> = {
  basin,
  'cognito-forms': cognitoForms,
  'contact-form-7': contactForm7,
  elementor,
  fillout,
  formspark,
  formspree,
  'microsoft-forms': microsoftForms,
  wpforms,
};

/** By the name that `desk sources add --type` takes for it. Throws for a file that is no preset. */
export const presets: Readonly<Record<string, Preset>> = Object.fromEntries(
  Object.entries(FILES).map(([name, file]) => [name, presetSchema.parse(file)]),
);
