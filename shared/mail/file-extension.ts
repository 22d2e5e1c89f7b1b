/**
 * By which a system decides what opens a file: the last extension alone, in lower case, so of `invoice.pdf.exe` it is `exe`. Windows leaves
 * dots and blanks at a name's end out. Empty where there is none.
 */
export function fileExtension(filename: string): string {
  return (/\.(\w+)[. ]*$/.exec(filename)?.[1] ?? '').toLowerCase();
}
