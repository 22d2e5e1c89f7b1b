import { walkTags } from '../mail/html/tags.ts';
import { htmlToText } from '../mail/reading/html-to-text.ts';
import { wordsIn } from '../mail/redaction/file-words.ts';
import { HIDDEN, hide, shows } from '../mail/redaction/hide.ts';
import type { Needle } from '../mail/redaction/needle.ts';
import { withoutMarked } from '../mail/redaction/own-words.ts';
import { hiddenSubject, hideSubject } from './hidden-subject.ts';
import type { Attachment, Message } from './message.ts';
import { hideIn } from './redaction.ts';

/** What a message has beside its item, as far as it was read. */
export type Beside = {
  html: string | undefined;
  files: readonly { filename: string; contentType: string; content?: Buffer | undefined }[];
};

/** What is to be hidden of a message. */
export type Hides = {
  needles: readonly Needle[];
  /** In what its readers are shown, when that is less: in its text, and in its files. */
  shown?: { text: readonly Needle[]; files: readonly Needle[] };
  /** The quoted lines of its text go, whatever they have: by what is left of them nobody learns what matched. */
  hidesQuotes?: boolean;
};

/** What is left of a message: its texts, and which of its other parts show what is hidden. */
export type HiddenParts = { message: Message; hidesText: boolean; hidesHtml: boolean; hidesFile: boolean[] };

/**
 * Hides in the texts of a message, and says which of its other parts show the same. HTML goes with the text that it formats: words may be
 * cut in it by marks that nobody sees. So does a mail that is attached to it, in whatever encoding.
 */
export function hideParts(
  message: Message,
  { html, files }: Beside,
  { needles, shown = { text: needles, files: needles }, hidesQuotes }: Hides,
): HiddenParts {
  const { subject, answersTo, replyText } = message;
  const own = hidesQuotes ? withoutMarked(message.text) : message.text;
  const said = { ...message, text: own || (message.text && HIDDEN) };
  const texts = {
    // What its readers are shown of its text is what its writer added, where that is known.
    ...hideIn(
      hideIn(said, ['name', 'replyText'], shown.text),
      ['text'],
      replyText === undefined ? shown.text : needles,
    ),
    ...(subject !== undefined && { subject: hideSubject(subject, needles) }),
    ...(answersTo && { answersTo: hideIn(answersTo, ['name'], needles) }),
  };
  const warnings = message.warnings.map((warning) => hide(warning, needles));
  const left = { ...texts, warnings };
  // A subject is the whole thread's, and formatted nowhere.
  const hidesWords = left.text !== message.text || left.replyText !== message.replyText;
  const hidesText =
    hidesWords ||
    (['name', 'subject'] as const).some((field) => left[field] !== message[field]) ||
    left.answersTo?.name !== answersTo?.name ||
    warnings.some((warning, index) => warning !== message.warnings[index]);
  const isIn = (text: string, sought: readonly Needle[]) =>
    shows(text, sought) || (/[<&]/.test(text) && shows(bare(text), sought));
  const hidesHtml = html !== undefined && (hidesWords || shows(htmlToText(html), needles) || isIn(html, needles));
  const hidesFile = files.map(({ filename, contentType, content }) => {
    // No reader is shown a mail that a customer attached.
    const isMail = /^message\//i.test(contentType);
    const sought = isMail ? needles : shown.files;
    return (
      shows(filename, sought) ||
      (content !== undefined && wordsIn({ filename, contentType, content }).some((text) => isIn(text, sought))) ||
      ((hidesWords || hidesHtml) && isMail)
    );
  });
  return { message: left, hidesText, hidesHtml, hidesFile };
}

/** A message of which nothing is left but that it was there, and who wrote it. */
export function emptied({ replyText: _, hiddenLines: __, html: ___, wholeText: ____, ...message }: Message): Message {
  const { subject, attachments } = message;
  return {
    ...message,
    ...(subject !== undefined && { subject: hiddenSubject(subject) }),
    text: HIDDEN,
    attachments: attachments.map(redactedFile),
    warnings: [],
  };
}

/** A file that is given to nobody any more. Its place stays, for the links to those after it, and its hash, by which a copy is known. */
export function redactedFile({ cid: _, ...file }: Attachment): Attachment {
  const key = /^(.*\/\d+-[0-9a-f]{16}-)/.exec(file.key)?.[1] ?? '';
  return { ...file, filename: HIDDEN, key: `${key}redacted`, redacted: true };
}

/** HTML without its marks, those within words too, and with the values of its attributes, which may hold words; all that it spells is read. */
function bare(html: string): string {
  let texts = '';
  const values: string[] = [];
  walkTags(html, {
    text(text) {
      texts += text;
    },
    open(_, attributes) {
      values.push(...attributes.values());
    },
    close() {},
  });
  return `${texts}\n${values.join('\n')}`;
}
