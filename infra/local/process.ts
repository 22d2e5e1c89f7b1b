import { readFileSync } from 'node:fs';

/** Whether a process of this id is there, and has not ended. */
export function isAlive(pid: number): boolean {
  try {
    // Signal 0 is never delivered: it only asks whether the process is there.
    process.kill(pid, 0);
    return !isUnburied(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** It has ended, and its parent has not asked how (Linux, proc_pid_stat(5)); where a container's first process asks for nobody, it stays so. */
function isUnburied(pid: number): boolean {
  try {
    return /^\d+ \(.*\) Z /s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
