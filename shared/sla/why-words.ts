/** The words of the sentence that says why a deadline is what it is, in one language. */
type Sentence = {
  locale: string;
  /** What runs, for how long, on which calendar. */
  target: (facts: { plan: string; priority: number; duration: string; calendar: string; timeZone: string }) => string;
  quoted: string;
  /** `dates` are two or more when `plural`. */
  holidays: (dates: string, plural: boolean) => string;
  more: (count: number) => string;
  and: string;
  /** Whether the table's names of holidays, which are English, fit in. */
  namesHolidays: boolean;
  clockChange: string;
};

/** By language: every language of the customers has to be here. */
export const SENTENCES = {
  en: {
    // The day first, as in the mails.
    locale: 'en-GB',
    target: ({ plan, priority, duration, calendar, timeZone }) =>
      `${plan}, priority ${priority}: ${duration} of opening time on the calendar ${calendar} in ${timeZone}`,
    quoted: "as the customer's quote says",
    holidays: (dates, plural) => (plural ? `${dates} are holidays` : `${dates} is a holiday`),
    more: (count) => `${count} more`,
    and: 'and',
    namesHolidays: true,
    clockChange: 'the clocks change in between',
  },
  it: {
    locale: 'it-IT',
    target: ({ plan, priority, duration, calendar, timeZone }) =>
      `${plan}, priorità ${priority}: ${duration} di assistenza secondo il calendario ${calendar} (${timeZone})`,
    quoted: 'come da preventivo',
    holidays: (dates, plural) => (plural ? `${dates} sono giorni festivi` : `${dates} è un giorno festivo`),
    more: (count) => (count === 1 ? 'un altro' : `altri ${count}`),
    and: 'e',
    namesHolidays: false,
    clockChange: "nel frattempo cambia l'ora",
  },
} as const satisfies Record<string, Sentence>;
