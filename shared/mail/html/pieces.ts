/** So many pieces are joined before more are taken: a million short strings take ten times the memory of their letters. */
const JOINED_AT = 10_000;

/** A long text that is made piece by piece. */
export class Pieces {
  #text = '';
  #pieces: string[] = [];

  add(...pieces: readonly string[]): void {
    this.#pieces.push(...pieces);
    if (this.#pieces.length >= JOINED_AT) this.text();
  }

  /** All of it, so far. */
  text(): string {
    this.#text += this.#pieces.join('');
    this.#pieces = [];
    return this.#text;
  }
}
