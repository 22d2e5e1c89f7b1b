import { cleanLine, cleanText } from '../mail/clean.ts';
import type { FormField, FormFile } from './submission.ts';

const LONGEST_LABEL = 300;

/** Answers as lines of a mail, `label: value`; a longer text stands under its label. What was not answered is left out. */
export function answersTable(fields: readonly FormField[]): string {
  return fields
    .filter(({ values }) => values.length > 0)
    .map((field) => {
      const values = field.values.map((value) => cleanText(value).trim());
      const label = cleanLine(field.label, LONGEST_LABEL) || 'Answer';
      const inLine = values.join(', ');
      return inLine.includes('\n')
        ? `${label}:\n${values.join('\n').replace(/^(?=.)/gm, '  ')}`
        : `${label}: ${inLine}`;
    })
    .join('\n');
}

/** Files that their providers keep, each by its name and where it is; the desk never fetches one. Those with bytes are attached. */
export function linksOf(files: readonly FormFile[]): string {
  return files
    .flatMap((file) =>
      'link' in file
        ? [`${cleanLine(file.filename, LONGEST_LABEL)}: ${cleanLine(file.link, Number.POSITIVE_INFINITY)}`]
        : [],
    )
    .join('\n');
}
