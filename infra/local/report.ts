/** Tells the terminal of a failure of the desk's surroundings; what the functions have to say is in their own log. */
export function report(error: unknown): void {
  console.error(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
}
