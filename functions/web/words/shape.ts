import type { Priority } from '../../../shared/sla/terms.ts';
import type { MostFiles } from '../most-files.ts';

/** What all pages say in one language. A language that lacks a sentence does not compile. */
export type PageWords = {
  /** The language's own name, and where the page in the other one is. */
  name: string;
  locale: string;
  skip: string;
  newRequest: string;
  findRequest: string;
  privacy: string;
  problem: string;
  optional: string;
  /** Characters that a field may still have, or has too many of; `{}` is their number. */
  count: { left: string; over: string };
  priority: Readonly<Record<Priority, { name: string }>>;
  file: {
    uploads: UploadWords;
    errors: {
      heading: string;
      name: string;
      email: string;
      number: string;
      subject: string;
      text: string;
      priority: string;
      tooLong: (most: number) => string;
      textTooLong: (most: number) => string;
      /** The text is longer than what is shown again. */
      isCut: string;
      filesTooLarge: (most: MostFiles) => string;
      tooManyFiles: (most: MostFiles) => string;
      /** Files that came with the form, by name: no page may choose them for somebody. */
      attachAgain: (names: string) => string;
      fileGone: (name: string) => string;
      expired: string;
      again: string;
    };
  };
  failure: {
    otherMethod: { title: string; text: string };
    notFound: { title: string; text: string };
    tooMany: { title: string; text: (mail: string) => string };
    tooLarge: { title: string; text: string };
    unreadable: { title: string; text: string };
    crossSite: { title: string; text: string };
    busy: { title: string; text: string };
    broken: { title: string; text: (mail: string) => string };
  };
};

/** What the script of uploads says; it reads them from the page. */
type UploadWords = {
  sending: string;
  done: string;
  failed: string;
  remove: string;
  tooLarge: (most: MostFiles) => string;
  tooMany: (most: MostFiles) => string;
  empty: string;
  refused: string;
  /** Too many were sent of late, and the page has to rest. */
  later: string;
  expired: string;
};
