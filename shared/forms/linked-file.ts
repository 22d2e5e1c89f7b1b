import type { FormFile } from './submission.ts';
import { bareName } from './words.ts';

const LINKS = ['url', 'link', 'publicurl', 'fileurl', 'downloadurl', 'attachmentproxyurl', 'file'];
const NAMES = ['name', 'filename', 'originalname'];
const TYPES = ['mimetype', 'contenttype', 'type'];
/** What else providers say of a file; an object that says more is none. */
const OTHERS = ['id', 'size', 'status', 'referenceid', 'driveitemid', 'uploadsessionurl', 'storageurl', 'isdocument'];
type Entry = [name: string, value: unknown];

const OF_A_FILE = new Set([...LINKS, ...NAMES, ...TYPES, ...OTHERS]);

/**
 * A file in an object that says where its provider keeps it, of which type, and what else the object says; undefined for any other object.
 */
export function fileIn(object: object): { file: FormFile; type?: Entry; rest: Entry[] } | undefined {
  const entries = Object.entries(object);
  if (!entries.every(([key]) => OF_A_FILE.has(bareName(key)))) return undefined;
  const find = (names: string[], isIt: (text: string) => boolean) =>
    entries.find(([key, value]) => names.includes(bareName(key)) && typeof value === 'string' && isIt(value));
  const link = find(LINKS, isLink);
  if (!link) return undefined;
  const name = find(NAMES, (text) => text.trim() !== '');
  const type = find(TYPES, (text) => /^[\w.+-]+\/[\w.+-]+$/.test(text));
  const file = linkedFile(String(link[1]), name && String(name[1]), type && String(type[1]));
  return { file, ...(type && { type }), rest: entries.filter((entry) => ![link, name, type].includes(entry)) };
}

/** A file that its provider keeps, by the name that it was given, else by the end of its address. */
export function linkedFile(link: string, filename?: string, contentType = 'application/octet-stream'): FormFile {
  return { filename: filename ?? endOf(link), contentType, link };
}

/** Whether a value is the address of a page or a file, and nothing else. */
export function isLink(value: unknown): value is string {
  return typeof value === 'string' && /^https?:\/\/\S+$/i.test(value) && URL.canParse(value);
}

function endOf(link: string): string {
  const end = new URL(link).pathname.split('/').at(-1) || 'file';
  try {
    return decodeURIComponent(end);
  } catch {
    return end;
  }
}
