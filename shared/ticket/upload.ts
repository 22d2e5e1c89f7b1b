import { PREFIX } from '../names.ts';

/**
 * Files that a page sends into the bucket by itself, before its form is submitted. What has a slot may be sent, whatever it is: whether it
 * is there, and how large, is asked when the form comes.
 */
export type Uploads = {
  /**
   * Where a browser may put one file of `size` bytes for a quarter of an hour, with `headers` and no others of its own, and nothing larger,
   * smaller or of another type. A later slot for the same place replaces what was there.
   */
  slot(file: Upload & { size: number; contentType: string }): Promise<{ url: string; headers: Record<string, string> }>;
  /** How many bytes are there; undefined for nothing. */
  find(submission: string, index: number): Promise<number | undefined>;
  /**
   * Copies what lies under `key` to `to`, as of this type, without reading it. What is at `to` already stays as it is, so that repeating it
   * changes nothing, also when the upload has gone or been replaced. Throws `FileGone` when there is nothing to copy.
   */
  keep(key: string, to: string, contentType: string): Promise<void>;
  /** The origin of every slot's address, which the policy of a page has to name. */
  origin(): Promise<string>;
};

/** The place of a file: the submission that it belongs to (`readRenderToken`), and its number there. */
type Upload = { submission: string; index: number };

/** A file of a message that still lies where a page put it, under the key `upload`. */
export type UploadedFile = { filename: string; contentType: string; size: number; upload: string };

const SUBMISSION = /^[A-Za-z0-9_-]{1,64}$/;

/** Key of an upload. Throws for a submission that could lead elsewhere, or an index that is none: both are the desk's own. */
export function uploadKey(submission: string, index: number): string {
  if (!SUBMISSION.test(submission)) throw new Error('a submission of this name has no place for files');
  if (!Number.isInteger(index) || index < 0) throw new Error(`${index} is no number of a file`);
  return `${PREFIX.uploads}${submission}/${index}`;
}

const TYPE = /^[\w.+-]{1,100}\/[\w.+-]{1,100}$/;

/** The type of a file as a browser named it, in lower case and without parameters; of unknown type when it named none that is one. */
export function uploadType(named: string): string {
  const [type = ''] = named.toLowerCase().split(';');
  return TYPE.test(type.trim()) ? type.trim() : 'application/octet-stream';
}
