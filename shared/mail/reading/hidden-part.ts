const HIDDEN = /(?:^|[;\s])display\s*:\s*none/i;
/** Elements that end where it is written: of others a browser knows an end that is not. */
const WITH_END = /^(?:div|span|font|table)$/;

/** Knows, of a walk through HTML, when it is in what a browser does not show, such as the words that are for a list of mails alone. */
export class HiddenPart {
  /** How many of each name are open inside it. */
  #inside: Map<string, number> | undefined;

  get isIn(): boolean {
    return this.#inside !== undefined;
  }

  open(tag: string, attributes: ReadonlyMap<string, string>): void {
    if (this.#inside) this.#inside.set(tag, (this.#inside.get(tag) ?? 0) + 1);
    else if (WITH_END.test(tag) && HIDDEN.test(attributes.get('style') ?? '')) this.#inside = new Map();
  }

  /** The end of what began outside ends it, too. */
  close(tag: string): void {
    const open = this.#inside?.get(tag) ?? 0;
    if (open > 0) this.#inside?.set(tag, open - 1);
    else this.#inside = undefined;
  }
}
