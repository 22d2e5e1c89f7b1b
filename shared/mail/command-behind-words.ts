import { bareLine, COMMAND_NAMES } from './command-line.ts';

const NAMES = COMMAND_NAMES.join('|');
const OPENING = `[*_~"'“„«([]{0,3}`;
/** `#` as fonts have it, and as a key. */
const SIGN = String.raw`[#＃♯﹟][\uFE0E\uFE0F\u20E3]{0,2}`;
const COMMAND = String.raw`${SIGN}(?:priority\s+p?\d|assign\s+[a-z0-9-]{1,16}|${NAMES})(?![\p{L}\p{N}_-])`;

/** Behind the end of a sentence, or a sign that sets it off: `Fixed. #close`, `Done – #note for us`, `Fixed.#close`. */
const SET_OFF = new RegExp(
  String.raw`(?:(?:[.!?…:;,)\]"”»–—|→>\p{Extended_Pictographic}\uFE0F]|\s-)\s+${OPENING}|(?<=\p{L})[.!?…,;]+)${COMMAND}(?![/@.]\w)`,
  'iu',
);
/** Behind words, with nothing after it: `All done now #close`. */
const AT_END = new RegExp(String.raw`(?:^|\s)([^\s#]+)\s+${OPENING}${COMMAND}[^\p{L}\p{N}#]*$`, 'iu');
/** Words before something that is called `#close`: a ticket, a channel, a hash tag, a command that is told of. */
const CALLED =
  /^\W*(?:see|the|a|an|our|this|that|under|in|on|with|of|to|and|or|by|from|tag|hash-?tag|tickets?|issues?|channel|command|called|named|use|type|write|ask|siehe|der|die|das|unter|im|mit|und|oder|befehl|kanal|vedi|il|lo|la|nel|con|su|e|o|canale|comando|voir|le|dans|avec|et|ou|canal|commande|ver|el|en|y)\W*$/iu;
/** An end is looked for in so much of a line. In characters. */
const END = 120;

/**
 * True for a line of an agent's own words in which a command stands behind them: `Fixed. #close`. It was meant for the desk, not for the
 * customer. What is only called so is none: `see #close`, `ticket #close to the door`, `#closed`, `#1 in sales`.
 */
export function hasCommandBehindWords(line: string): boolean {
  const text = bareLine(line);
  if (!/[#＃♯﹟]/u.test(text)) return false;
  if (SET_OFF.test(text)) return true;
  const [, word] = AT_END.exec(text.slice(-END)) ?? [];
  return word !== undefined && /[\p{L}\p{N}]/u.test(word) && !CALLED.test(word);
}
