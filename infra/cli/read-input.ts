import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { CommandError, type Io } from './command.ts';

const WHY: Record<string, string> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'it is not yours to read',
};

/** The text of a file, or of standard input for `-`. */
export async function readInput(file: string, stdin: Io['stdin']): Promise<string> {
  return decode(await readBytes(file, stdin));
}

/** A file as it is, or standard input for `-`. Throws a `CommandError` that says why it cannot be read. */
export async function readBytes(file: string, stdin: Io['stdin']): Promise<Buffer> {
  try {
    return file === '-' ? await buffer(stdin) : await readFile(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new CommandError(`${file} cannot be read: ${WHY[code ?? ''] ?? code}`);
  }
}

/** UTF-8, or what Excel writes without being told: Windows-1252 as `CSV`, UTF-16 as `Unicode text`. */
function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
