import { checkObject } from '../../infra/local/checks/object.ts';
import type { Files } from '../../shared/ticket/ports.ts';

/** Objects by key. */
export type StoredFiles = Map<string, { content: Buffer; contentType: string }>;

/** The mail bucket in memory, with S3's rules on keys and headers. */
export function memoryFiles(stored: StoredFiles): Files {
  return {
    async read(key) {
      const file = stored.get(key);
      if (file) return Buffer.from(file.content);
      throw Object.assign(new Error('The specified key does not exist.'), {
        name: 'NoSuchKey',
        $fault: 'client',
        $metadata: { httpStatusCode: 404, attempts: 1, totalRetryDelay: 0 },
      });
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
