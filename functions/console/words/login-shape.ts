/** What is said to whoever signs in or out, and to whom that fails. */
export type LoginWords = {
  again: string;
  signedOut: { title: string; text: string };
  issuerDown: { title: string; text: string };
  refused: { title: string; text: string };
  noAddress: { title: string; text: string };
  noAgent: { title: string; text: (address: string) => string };
  /** Somebody else signed in with this address before. */
  another: { title: string; text: (address: string) => string };
  leaveThere: string;
  /** What was typed into a form that failed, and the way back to its page. */
  failed: { kept: string; back: string };
  over: { title: string; text: string; kept: string };
};
