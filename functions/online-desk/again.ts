import type { Language } from '../../shared/language.ts';
import { lineIn } from '../web/field-in.ts';
import { lostFiles } from '../web/files-in.ts';
import { MOST_TOKEN } from '../web/most-files.ts';
import type { Problem } from '../web/problems.ts';
import { uploadsIn, uploadsOf } from '../web/read-files.ts';
import type { Upload } from '../web/uploads.ts';
import { type Typed, typedIn } from './read-form.ts';

/** What a form held, bounded, as it is shown again: nothing of it is asked of any store. */
export type Held = {
  typed: Typed;
  /** Files that the page's script says it has sent: they need not be chosen again. */
  uploads: Upload[];
  /** Of the page that was submitted, whether it is good or not. */
  token: string;
  /** Files that came with the form, by name: a browser lets no page choose them again. */
  lost: Problem[];
};

/** Reads what a form held; problems are in the page's language. */
export function heldIn(form: FormData, language: Language): Held {
  return {
    typed: typedIn(form),
    uploads: uploadsIn(form),
    token: lineIn(form, 'token', MOST_TOKEN),
    lost: lostFiles(form, language),
  };
}

/** A form as it is shown again; without a token its page is made anew. */
export type Again = Omit<Held, 'token'> & { token?: string };

/** The same for a page that is made anew: what was sent into the slots of the one before stays there, and is found by its token. */
export function afresh({ token, ...held }: Held): Again {
  return { ...held, uploads: uploadsOf(token, held.uploads) };
}

/** What the form of a message shows of it. */
export function messageForm({ typed, uploads, lost }: Again, problems: readonly Problem[]) {
  return { typed: typed.text, uploads, problems: [...problems, ...lost] };
}
