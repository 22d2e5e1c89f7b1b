import type { FormFile } from './submission.ts';

const LINK = /^https?:\/\/\S+$/i;

export function isLink(value: unknown): value is string {
  return typeof value === 'string' && LINK.test(value);
}

/** A file that its provider keeps: named as the provider says, else as the path of its link ends. */
export function linkedFile(link: string, name?: string, contentType = 'application/octet-stream'): FormFile {
  return { filename: name ?? lastOfPath(link), contentType, link };
}

function lastOfPath(link: string): string {
  const last = link.split(/[?#]/, 1)[0]?.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last) || 'file';
  } catch {
    return last;
  }
}
