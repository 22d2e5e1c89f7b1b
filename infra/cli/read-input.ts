import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { CommandError, type Io } from './command.ts';

/** The text of a file, or of standard input for `-`. */
export async function readInput(file: string, stdin: Io['stdin']): Promise<string> {
  return decode(file === '-' ? await buffer(stdin) : await read(file));
}

async function read(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new CommandError(`${file} cannot be read: ${code === 'ENOENT' ? 'there is no such file' : code}`);
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
