/** Whether a process of this id is there. */
export function isAlive(pid: number): boolean {
  try {
    // Signal 0 is never delivered: it only asks whether the process is there.
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
