import { readDeclarations } from './declarations.ts';
import { hidesText } from './sight.ts';
import { walkTags } from './tags.ts';

/** Of the styles of a mail together so much is read, in characters. */
const MOST_STYLE = 200_000;
/** One that has no end goes on to the end of all (CSS Syntax, section 4.3.2); looked for anew at each of many, it would take long. */
const COMMENT = /\/\*[\s\S]*?(?:\*\/|$)/g;
/** What holds for some windows or on paper only. */
const AT_RULE = /@[^{};]{0,500}(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})/g;
const RULE = /([^{}]{1,2000})\{([^{}]*)\}/g;
/** One class or one name, alone: of what else is asked depends on where it stands. */
const SELECTOR = /^(?:[a-z\d]{1,20})?([.#][\w-]{1,100})$/i;

/** Classes (`.name`) and names (`#name`) whose elements the style sheets of a mail hide. */
export class HiddenClasses {
  readonly #hidden: ReadonlySet<string>;

  constructor(styles: string) {
    const rules = styles.replace(COMMENT, '').replace(AT_RULE, '');
    const hidden = [...rules.matchAll(RULE)].filter(([, , style = '']) => hidesText(readDeclarations(style)));
    const selectors = hidden.flatMap(([, list = '']) => list.split(','));
    this.#hidden = new Set(selectors.flatMap((each) => SELECTOR.exec(each.trim())?.[1] ?? []));
  }

  static of(html: string): HiddenClasses {
    const styles: string[] = [];
    let isStyle = false;
    walkTags(html, {
      text(text) {
        if (isStyle) styles.push(text);
      },
      open(tag) {
        isStyle = tag === 'style';
      },
      close() {
        isStyle = false;
      },
    });
    return new HiddenClasses(styles.join('\n').slice(0, MOST_STYLE));
  }

  hide(attributes: ReadonlyMap<string, string>): boolean {
    if (this.#hidden.size === 0) return false;
    const classes = (attributes.get('class') ?? '').split(/\s+/).map((each) => `.${each}`);
    return [...classes, `#${attributes.get('id') ?? ''}`].some((each) => this.#hidden.has(each));
  }
}
