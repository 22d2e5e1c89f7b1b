/** What a map may say of a ticket. */
export type MappedTo = 'email' | 'name' | 'subject' | 'text' | 'priority' | 'language';

/** Where an answer is looked for; the first that finds one counts. A template names fields as `{label}`. */
export type Selector =
  | { key: string }
  | { label: string }
  | { kind: string }
  | { pointer: string }
  | { value: string }
  | { template: string };

/** What is done to what was found, in order: no expression runs. */
export type Transform = 'trim' | 'lower' | 'first line' | 'join' | { values: Record<string, string> };

/** Which answers of a source's form are what, one list of places for each; read by `shared/forms/ask.ts`. */
export type FormMap = Partial<Record<MappedTo, { from: Selector[]; as?: Transform[] }>>;
