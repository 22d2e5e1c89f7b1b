import type { FormFile } from './submission.ts';
import { bareName } from './words.ts';

const LINKS = ['url', 'link', 'publicurl', 'fileurl', 'downloadurl', 'attachmentproxyurl', 'file'];
const NAMES = ['name', 'filename', 'originalname'];
const TYPES = ['mimetype', 'contenttype', 'type'];
/** What else providers say of a file; an object that says more is none. */
const OTHERS = ['id', 'size', 'status', 'referenceid', 'driveitemid', 'uploadsessionurl', 'storageurl', 'isdocument'];
const OF_A_FILE = new Set([...LINKS, ...NAMES, ...TYPES, ...OTHERS]);

/** A file in an object that says where its provider keeps it, and what else the object says; undefined for any other object. */
export function fileIn(object: object): { file: FormFile; rest: [string, unknown][] } | undefined {
  // First what nearly all other objects fail: this is asked of each.
  if (!Object.keys(object).every((key) => OF_A_FILE.has(bareName(key)))) return undefined;
  const entries = Object.entries(object);
  const find = (names: string[], isIt: (text: string) => boolean) =>
    entries.find(([key, value]) => names.includes(bareName(key)) && typeof value === 'string' && isIt(value));
  const link = find(LINKS, isLink);
  if (!link) return undefined;
  const name = find(NAMES, (text) => text.trim() !== '');
  const type = find(TYPES, (text) => /^[\w.+-]+\/[\w.+-]+$/.test(text));
  const file = linkedFile(String(link[1]), name && String(name[1]), type && String(type[1]));
  return { file, rest: entries.filter((entry) => ![link, name, type].includes(entry)) };
}

/** A file that its provider keeps, by the name that it was given, else by the end of its address. */
export function linkedFile(link: string, filename?: string, contentType = 'application/octet-stream'): FormFile {
  return { filename: filename ?? endOf(link), contentType, link };
}

/** What nearly all links are, and a URL whatever comes behind: `PLAIN_DOMAIN` of `shared/address.ts`, and a path. */
const PLAIN_LINK = /^https?:\/\/(?:(?!-|xn--)[a-z0-9-]{1,63}(?<!-)\.){1,10}[a-z]{1,63}\/\S*$/i;

/** Whether a value is the address of a page or a file, and nothing else. */
export function isLink(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  return PLAIN_LINK.test(value) || (/^https?:\/\/\S+$/i.test(value) && URL.canParse(value));
}

function endOf(link: string): string {
  const end = new URL(link).pathname.split('/').at(-1) || 'file';
  try {
    return decodeURIComponent(end);
  } catch {
    return end;
  }
}
