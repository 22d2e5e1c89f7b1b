/** What is up, and how each part of it ends. */
export class Stops {
  readonly #ends: (() => Promise<void> | void)[] = [];

  /** Notes how something that is up ends. */
  add(end: () => Promise<void> | void): void {
    this.#ends.push(end);
  }

  /** Waits for a service to be up and notes how it ends. */
  async up<T extends { close(): Promise<void> }>(starting: Promise<T>): Promise<T> {
    const service = await starting;
    this.add(() => service.close());
    return service;
  }

  /** Ends all, the last first: doors close before what they lead to. */
  async stop(): Promise<void> {
    for (const end of this.#ends.splice(0).reverse()) await end();
  }
}
