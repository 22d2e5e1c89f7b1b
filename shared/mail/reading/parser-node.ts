import type { Transform } from 'node:stream';
import type { HeaderLine, MailHeaders } from './headers.ts';

/** What mailparser 3.14 knows of a part while it reads. Not in its types: the version is pinned, and tests hold it. */
export type Node = {
  contentType: string | false;
  charset?: string | undefined;
  textContent?: string;
  children: Node[];
  /** Ours: text that stands between its fields. */
  stray?: string;
};
/** What its splitter hands over of a part; the parser goes by what stands in it. */
export type SplitNode = {
  contentType: string | false;
  encoding: string | false;
  disposition: string | false;
  flowed?: boolean;
  root: boolean;
  parentNode: SplitNode | false;
  headers: { getList(): HeaderLine[] };
  getDecoder(): Transform;
};
/** The methods of the parser that are overridden. */
export type Internals = { createNode(node: SplitNode): Node; processHeaders(): MailHeaders };
