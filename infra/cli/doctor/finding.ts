/** Something that cannot be read, or does not fit the rest. */
export type Finding = {
  kind: 'unreadable' | 'index' | 'timer' | 'overdue' | 'files' | 'source' | 'contact';
  /** What it is about, as `ticket T-4F7K2M9Q`. */
  about: string;
  says: string;
  /** What is to be done, by whoever: by `--repair` where `repair` is there. */
  mend: string;
  /** Mends it. Gives why it could not, in words for the admin; undefined when it is done. Throws what a port throws. */
  repair?: () => Promise<string | undefined>;
};
