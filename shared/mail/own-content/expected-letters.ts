import { lettersOf } from './letters.ts';

/** What a mail program writes into the plain text where the HTML has an attribute or nothing. Each may be there or not. */
const ADDED = [
  // Where a link leads, in whatever brackets, wrapped or not: `<https://…>`, `(https://…)`, `[text](https://…)`.
  /<\s{0,9}(?:https?:|mailto:|tel:|www\.)[^<>]*>/gi,
  /<(?:[^<>\s@]{1,100}@[^<>\s]{1,200}|\+?[\d()/.-]{3,40}|[^<>\s]{1,1000}\.[a-z]{2,10}(?:\/[^<>\s]*)?)>/gi,
  /(?:https?:\/\/|mailto:|tel:|www\.)[^\s<>\]]+/gi,
  // Roundcube and others number the links, and list them below.
  /\[\d{1,3}\]/g,
  /^[^\n:]{1,40}:\n-{3,}\n(?=\[\d{1,3}\] )/gm,
  // A list's numbers and letters; Outlook for the web sets them on a line of their own.
  /^[ \t]*(?:[*•·-][ \t]*)?\(?(?:\p{Nd}{1,3}(?:\.\p{Nd}{1,3})*|[a-z]|[ivxlc]{1,7})[.)](?=\s|$)/gimu,
  // Signs of Wingdings, by their letters: a smile, an arrow.
  /(?<=^|\s)[JKLàßóèüûþ](?=\s|$)/gm,
  // Outlook's points of a list, which are letters of another font.
  /^[ \t]*[oqvüØà](?=\t|[ \u00A0]{2}|[ \t]*$)/gm,
  // Signs made of a digit or a letter, which programs show as pictures.
  /\d\uFE0F?\u20E3|[ℹ™Ⓜ㊗㊙]\uFE0F?/gu,
  // Pictures and files in the text, as Apple's Mail writes them; pictures without a name.
  /<[^<>\n]{1,200}\.[a-z\d]{2,5}>/gi,
  /\[(?:image|cid|bild|immagine|imagen|imagem|afbeelding)\s?:[^\][]{0,1000}\]/gi,
];

/** The name of a picture, of which the HTML has the same. */
const NAME = /\[(?:[^\][\n:]{1,30}:)?([^\][]{1,500})\]/g;

/** Letters tried, of one text: some 0.2 s. What needs more is not found. */
const MOST_WORK = 2_000_000;

/** Letters that are met in their order, some of them not always. */
export class ExpectedLetters {
  readonly #letters: string;
  /** By the place where a stretch begins that may be left out: the places where one ends. */
  readonly #skips = new Map<number, number[]>();
  #work = 0;

  /** `names` are the letters of the names that pictures have in the HTML. */
  constructor(text: string, names: ReadonlySet<string>) {
    const stretches = ADDED.flatMap((each) =>
      [...text.matchAll(each)].map(({ index, 0: { length } }) => [index, index + length]),
    );
    for (const { index, 0: whole, 1: name = '' } of text.matchAll(NAME)) {
      if (names.has(lettersOf(whole)) || names.has(lettersOf(name))) stretches.push([index, index + whole.length]);
    }
    const places = [...new Set([0, text.length, ...stretches.flat()])].toSorted((a, b) => a - b);
    const lettersBefore = new Map<number, number>();
    let letters = '';
    for (const [at, place] of places.entries()) {
      letters += lettersOf(text.slice(places[at - 1] ?? 0, place));
      lettersBefore.set(place, letters.length);
    }
    this.#letters = letters;
    for (const [from = 0, to = 0] of stretches) {
      const start = lettersBefore.get(from) ?? 0;
      const end = lettersBefore.get(to) ?? 0;
      if (end > start) this.#skips.set(start, [...(this.#skips.get(start) ?? []), end]);
    }
  }

  get isEmpty(): boolean {
    return this.isEnd(0);
  }

  /** True where nothing is left that must come. */
  isEnd(place: number): boolean {
    return this.#from(new Set([place])).has(this.#letters.length);
  }

  /** The places that may be reached from one with these letters, and no others; none once all took too much work. */
  after(place: number, letters: string): ReadonlySet<number> {
    let places = new Set([place]);
    for (const letter of letters) {
      const reached = new Set<number>();
      for (const from of this.#from(places)) {
        this.#work += 1;
        if (this.#letters.startsWith(letter, from)) reached.add(from + letter.length);
      }
      if (reached.size === 0 || this.#work > MOST_WORK) return new Set();
      places = reached;
    }
    return places;
  }

  #from(places: ReadonlySet<number>): ReadonlySet<number> {
    const reached = new Set(places);
    // A set is walked to its end, also where that is added meanwhile.
    for (const place of reached) {
      for (const end of this.#skips.get(place) ?? []) reached.add(end);
    }
    return reached;
  }
}
