import { checkObject } from '../../infra/local/checks/object.ts';
import { FileGone, type Files } from '../../shared/ticket/ports.ts';

/** Objects by key. */
export type StoredFiles = Map<string, { content: Buffer; contentType: string }>;

/** The mail bucket in memory, with S3's rules on keys and headers. */
export function memoryFiles(stored: StoredFiles): Files {
  return {
    async read(key) {
      const file = stored.get(key);
      if (file) return Buffer.from(file.content);
      throw new FileGone(key);
    },
    async link(key) {
      checkObject(key, {});
      return `https://files.example/${key}`;
    },
    async write(key, content, contentType) {
      checkObject(key, { 'content-type': contentType });
      stored.set(key, { content: Buffer.from(content), contentType });
    },
  };
}
