import { A_PERSON } from '../automatic/findings.ts';
import { beginningOf } from '../budget/shape.ts';
import type { InboundMail } from '../inbound.ts';
import { guessLanguage } from '../language/guess.ts';
import { priorityLine } from '../priority-line.ts';
import { priorityTag } from '../priority-tag.ts';
import { answeredBy } from '../reply/answered.ts';
import { isAnswer } from '../reply/answers.ts';
import { replyText } from '../reply/trim.ts';
import { type Fault, tried } from '../tried.ts';
import { UnreadableMail } from '../unreadable-mail.ts';
import { addedLines, withLines } from './added-lines.ts';
import { asOfEnvelope, certifiedFields, certifiedPart } from './certified.ts';
import { readFields } from './fields.ts';
import { firstHeader, type MailHeaders, readHeaders } from './headers.ts';
import type { MailParts } from './mail-parts.ts';
import { headerLines, mendRawMail, rawMailAsFile } from './raw-mail.ts';
import { type Content, readParts } from './read-parts.ts';
import { splitParts } from './split-parts.ts';
import { automaticReason, classifyMail, withInner } from './who-wrote.ts';
import { type Read, withItself } from './with-itself.ts';

/**
 * How much of a mail is read: all of it; the text parts of its beginning; its header fields. Each is to be had where the one
 * before costs too much.
 */
export type Depth = 'whole' | 'text' | 'header';

/** More than a beginning can have; the parser's own limit is for whole mails. */
const PARTS_OF_BEGINNING = 3_000;

const BESIDE = 'The plain text of this mail, which its HTML stands in place of, also says:';

/** Whatever must be mended in it, in so many bytes are a beginning and a header. */
const BYTES_OF_BEGINNING = 3_000_000;

/**
 * Reads a mail as it came over the wire. What is lost by a lesser `depth` is in the raw mail, which is then among the files.
 * @throws UnreadableMail when it is empty or has neither header nor content
 * @throws OverBudget when it is over a limit of the parser
 */
export async function readMail(raw: Buffer, depth: Depth = 'whole'): Promise<InboundMail> {
  const faults: Fault[] = [];
  const looked = depth === 'whole' ? raw : raw.subarray(0, BYTES_OF_BEGINNING);
  const mended = tried(faults, 'line ends', () => mendRawMail(looked), looked);
  if (mended.length === 0) throw new UnreadableMail('the mail is empty');
  if (depth === 'whole') {
    const parts = await splitParts(mended, faults);
    const { isCut, isBroken, ...content } = readParts(parts, mended, faults);
    content.warnings.push(...parts.warnings);
    const read = (await readCertified(parts, content, faults)) ?? { content };
    return understand(parts, withItself(read, { isCut, isBroken }, raw), raw, faults);
  }
  const attachments = [rawMailAsFile(raw)];
  if (depth === 'header') {
    const warnings = ['The mail was too much to be read; only its header was. The mail itself is attached.'];
    const headers = readHeaders(headerLines(mended), undefined);
    return understand({ headers, files: [] }, { content: { text: '', attachments, warnings } }, raw, faults);
  }
  const beginning = beginningOf(mended);
  const parts = await splitParts(beginning, faults, PARTS_OF_BEGINNING);
  const { text, html, seen, beside } = readParts(parts, beginning, faults);
  const warnings = [
    'The mail was too much to be read; only the beginning of its text was. The mail itself is attached.',
  ];
  const shown = { text, ...(html !== undefined && { html }), ...(seen && { seen }) };
  const content = { ...shown, ...(beside && { beside }), attachments, warnings };
  return understand(parts, { content }, raw, faults);
}

/** The mail inside an envelope of certified mail, with the files of both; undefined when there is none, or it cannot be read. */
async function readCertified(envelope: MailParts, outer: Content, faults: Fault[]): Promise<Read | undefined> {
  const part = tried(faults, 'certified mail', () => certifiedPart(envelope.headers, envelope.files), undefined);
  if (!part) return undefined;
  const raw = tried(faults, 'line ends', () => mendRawMail(part.content), part.content);
  const parts = await splitParts(raw, faults);
  const { subject, inReplyTo, references, ...certified } = certifiedFields(parts, raw, {
    files: envelope.files,
    faults,
  });
  const inner = { subject, inReplyTo, references };
  const { isCut, isBroken, ...content } = readParts(parts, raw, faults);
  const isEmpty = !content.text.trim() && !content.html && content.attachments.length === 0;
  const automatic = tried(
    faults,
    'who wrote it',
    () => classifyMail(parts.headers, { ...certified, subject }, content.text, parts.files),
    A_PERSON,
  );
  // The envelope's own words are better than none.
  if (isEmpty) return { content: outer, certified, automatic, inner };
  const attachments = [...content.attachments, ...outer.attachments.map(asOfEnvelope)];
  const warnings = [...outer.warnings, ...parts.warnings, ...content.warnings];
  return {
    content: { ...content, attachments, warnings },
    files: [...parts.files, ...envelope.files],
    certified,
    automatic,
    inner,
    isCut,
    isBroken,
  };
}

/** Puts together what is known of a mail: its fields, its content, and what both tell about who wrote it. */
function understand(
  { headers, files: outerFiles }: Pick<MailParts, 'headers' | 'files'>,
  { content: { warnings: lost, beside, ...content }, files = outerFiles, certified, automatic: ofInner, inner }: Read,
  original: Buffer,
  faults: Fault[],
): InboundMail {
  const { warnings, ...outer } = readFields(headers, original, faults);
  const fields = { ...outer, ...inner, subject: inner?.subject || outer.subject };
  if (!fields.from && !fields.subject && !content.text.trim() && !content.html && content.attachments.length === 0) {
    throw new UnreadableMail('the mail has neither headers nor content');
  }
  const around = tried(faults, 'who wrote it', () => classifyMail(headers, outer, content.text, outerFiles), A_PERSON);
  const automatic = ofInner ? withInner(around, ofInner) : around;
  const language = tried(faults, 'language', () => guessLanguage(content.text, languageFields(headers)), undefined);
  const reply = tried(
    faults,
    'reply',
    () => replyText(content.text, { ...answeredBy(fields), answers: isAnswer(fields), html: content.html }),
    content.text,
  );
  const priority = tried(faults, 'priority', () => priorityTag(fields.subject) ?? priorityLine(reply), undefined);
  const isSilent = content.html === undefined && !content.text.trim();
  const more = tried(faults, 'added lines', () => addedLines(content.attachments, files, isSilent, faults), '');
  const added = [...(beside ? [`${BESIDE}\n${beside}`] : []), ...(more ? [more] : [])].join('\n\n');
  return {
    ...fields,
    ...withLines({ ...content, replyText: reply }, added),
    ...(added && { added }),
    ...automatic,
    automatic: automaticReason(automatic),
    ...(language && { language }),
    ...(priority && { priority }),
    ...(certified && { certified }),
    warnings: [
      ...warnings,
      ...lost,
      ...faults.map(({ rule }) => `A fault of the desk: "${rule}" could not be worked out.`),
    ],
    ...(faults.length > 0 && { faults }),
  };
}

function languageFields(headers: MailHeaders): (string | undefined)[] {
  return ['content-language', 'accept-language'].map((name) => firstHeader(headers, name));
}
