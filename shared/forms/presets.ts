import type { FormMap } from './map.ts';

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

/** Provisional: one of them. */
export const presets: Readonly<Record<string, Preset>> = {
  elementor: {
    title: 'Elementor Pro',
    type: 'token',
    map: { email: { from: [{ key: 'email' }, { kind: 'email' }] } },
    steps: ['Edit the page, select the form, open its Actions After Submit and add Webhook: {url}'],
  },
};
