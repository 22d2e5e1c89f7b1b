import { type Desk, FileGone } from '../ticket/ports.ts';
import type { PageFile } from './page-request.ts';

/** Where the n-th file of what was held of a page lies: beside what was kept of it, as long as that. */
const placeOf = (raw: string, place: number) => `${raw}/${place}`;

/** Keeps the uploads of what is held of a page: they would end within days, and somebody may let it out later. Repeating it changes nothing. */
export async function keepHeldFiles(desk: Desk, raw: string, files: readonly PageFile[]): Promise<void> {
  for (const [place, file] of files.entries()) {
    if (!('upload' in file)) continue;
    try {
      await desk.uploads.keep(file.upload, placeOf(raw, place), file.contentType);
    } catch (error) {
      if (!(error instanceof FileGone)) throw error;
      desk.log.warn('an uploaded file is gone', { held: raw, place });
    }
  }
}

/** The files of what was held, as they are to be taken in: from where `keepHeldFiles` has put them. */
export function heldFiles(raw: string, files: readonly PageFile[]): PageFile[] {
  return files.map((file, place) => ('upload' in file ? { ...file, upload: placeOf(raw, place) } : file));
}
