import type { Submission } from './submission.ts';

/** A delivery as it came. */
export type FormDelivery = {
  /** POST, the only one that the door takes, where nothing is said: HubSpot signs it. */
  method?: string;
  /** As the sender called it, with its query: some sign it, some carry their token there. */
  url: string;
  /** Names in lower case; of several of one name, joined by a comma, with a space or without (API Gateway). */
  headers: Record<string, string | undefined>;
  /** The bytes as they came: a body that was parsed and written again has another signature. */
  body: Buffer;
};

/** Who may post forms to the desk, and how it is known that they did. */
export type FormProvider = {
  /** As `desk sources add --type` takes it. */
  name: string;
  /**
   * What posts it, where that is a page and no program: its sender is told what is wrong and has the form still, anybody can send any number,
   * and in place of secrets `verify` is given the origins of the pages that may.
   */
  from?: 'page';
  /**
   * Types of bodies that it reads, in lower case and without parameters; JSON alone where left out. Only one that takes multipart can
   * bring files, and more than 256 kB.
   */
  types?: readonly string[];
  /**
   * Whether the delivery is the source's. `id` is the submission's where it stands in what was signed outside of the body, or in a header
   * that is each delivery's own. Several secrets count side by side. `now` is the machine's time. Undefined, whatever is missing,
   * malformed, stale or forged; never throws.
   */
  verify(delivery: FormDelivery, secrets: readonly string[], now: Date): { id?: string } | undefined;
  /**
   * What was filled in. Whatever its shape, every value of it is in a field: what the provider does not document stands there under its
   * own key. Throws a `PublicError` of 400 for a body that is not of the provider's type at all (no JSON in UTF-8, a broken form), of 413
   * for a form that is too large. A promise where the body may be a form of parts, which is read as a stream.
   */
  read(delivery: FormDelivery): Submission | Promise<Submission>;
  /** Why a secret of this type cannot be used, in words after "it"; undefined when it can. */
  whyUnusable(secret: string): string | undefined;
  /** A new secret, where ours to make; undefined where the provider makes it and the admin copies it from there. */
  newSecret?(): string;
};
