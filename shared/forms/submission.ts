/** What a question asks for, as far as its provider says so; `text` where it says nothing. */
export type FieldKind =
  | 'text'
  | 'long text'
  | 'email'
  | 'name'
  | 'phone'
  | 'choice'
  | 'number'
  | 'date'
  | 'link'
  /** What the form itself sent along, unseen by who filled it in. */
  | 'hidden';

/** One answer, as somebody reads it: the labels of what was chosen, never their ids. */
export type FormField = {
  /** The provider's own name of the question: it stays when the label is reworded. */
  key: string;
  /** As it stood on the form. */
  label: string;
  kind: FieldKind;
  /** Several, where several were given; none where nothing was answered. 0 and false are answers. */
  values: string[];
};

/** A file that came with a form: its bytes, or where the provider keeps it. We never fetch a link. */
export type FormFile = { filename: string; contentType: string } & ({ content: Buffer } | { link: string });

/** What a plain page and its script send along beside the answers. Nothing of it is proved but by who made it. */
export type PageMarks = {
  /** The desk's render token, which the page's script fetched. */
  token?: string;
  /** A field has something in it that nobody sees. */
  isTrapped: boolean;
  /** Where the browser is to go next, if the source lets it. */
  next?: string;
  /** What Turnstile gave the browser. */
  challenge?: string;
};

/** A delivery in the one form that all of the desk reads, whatever its provider. */
export type Submission = {
  /** The provider's id of this submission, the same for each retry and update of it; undefined where it gives none. */
  id?: string;
  /** What the form is called there. */
  form?: string;
  /** When it was filled in, as the provider says (ISO, UTC). It moves no clock (docs/promise.md, section 5). */
  at?: string;
  /** In the form's order. */
  fields: FormField[];
  files: FormFile[];
  /**
   * What makes two deliveries of one id the same, as text: the submission without what the provider changes at each try. Undefined: the
   * whole body.
   */
  same?: string;
  /** A provider's test or greeting, which asks for nothing: it is answered and makes no ticket. */
  isGreeting?: true;
  /** Of a form that a browser sends by itself: its sender is a person who reads the answer. */
  page?: PageMarks;
};
