/** `MsoNormal` and its kin; mail that went through Outlook for the web has `x_` before it. */
const OF_WORD = /^(?:x_)*Mso/;

/**
 * The attributes of an element as Word means it: its paragraphs have no distance, and an empty one stands for each empty line. Its style sheet
 * says so, which is not kept, and browsers would set every line apart.
 */
export function asWordMeansIt(tag: string, attributes: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const style = attributes.get('style') ?? '';
  if (tag !== 'p' || !OF_WORD.test(attributes.get('class') ?? '') || /(?:^|[;\s])margin\s*:/i.test(style))
    return attributes;
  return new Map([...attributes, ['style', `margin: 0;${style}`]]);
}
