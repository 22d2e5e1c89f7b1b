import { checkObject } from '../../infra/local/checks/object.ts';
import { FileGone } from '../../shared/ticket/ports.ts';
import { type Uploads, uploadKey, uploadType } from '../../shared/ticket/upload.ts';
import type { StoredFiles } from './memory-files.ts';

const ORIGIN = 'https://uploads.example';

/** Uploads in the bucket of `memoryFiles`: what a browser would put into a slot, a test writes under `uploadKey`. */
export function memoryUploads(stored: StoredFiles): Uploads {
  return {
    async slot({ submission, index, contentType }) {
      const type = uploadType(contentType);
      return { url: `${ORIGIN}/${uploadKey(submission, index)}`, headers: { 'content-type': type } };
    },
    find: async (submission, index) => stored.get(uploadKey(submission, index))?.content.length,
    async keep(key, to, contentType) {
      checkObject(to, { 'content-type': contentType });
      if (stored.has(to)) return;
      const upload = stored.get(key);
      if (!upload) throw new FileGone(key);
      stored.set(to, { content: upload.content, contentType });
    },
    origin: async () => ORIGIN,
  };
}
