import type { Language } from '../language.ts';
import type { Priority } from '../sla/terms.ts';
import type { FormMap } from './map.ts';

/** A form that may post to the desk, as it stands in the forms' secret. Made by `desk sources add`. */
export type FormSource = {
  /** In its address, `/webhooks/{name}`. */
  name: string;
  /** The name of its provider. */
  type: string;
  /** Those that count now, newest first. */
  secrets: readonly string[];
  /** Who is mailed when its deliveries are refused. */
  owner?: string;
  /** Which answer is what; without one it is guessed. */
  map?: FormMap;
  /** What nobody says, says the form. */
  defaults?: { priority?: Priority; language?: Language };
  /**
   * Of plain HTML forms: the origins of the pages that carry it, where its sender goes next, and the site key of Turnstile where the page has it
   * (its secret keys are then `secrets`).
   */
  page?: { origins: readonly string[]; next?: string; turnstile?: string };
  /** Takes nothing for the time being (410). */
  isDisabled?: true;
};
