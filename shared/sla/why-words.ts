/** The words of the sentence that tells a customer why a deadline is what it is, in one language. */
type Sentence = {
  /** How long it takes, and when we are there. */
  target: (facts: { plan: string; priority: number; duration: string; hours: string }) => string;
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
    target: ({ plan, priority, duration, hours }) =>
      `On the ${plan} plan we answer priority ${priority} within ${duration}, counted while we are open: ${hours}`,
    quoted: 'as your quote says',
    holidays: (dates, plural) => (plural ? `${dates} are holidays` : `${dates} is a holiday`),
    more: (count) => `${count} more`,
    and: 'and',
    namesHolidays: true,
    clockChange: 'the clocks change in between',
  },
  it: {
    target: ({ plan, priority, duration, hours }) =>
      `Con il piano ${plan} rispondiamo alla priorità ${priority} entro ${duration}, nelle ore in cui siamo aperti: ${hours}`,
    quoted: 'come dal tuo preventivo',
    holidays: (dates, plural) => (plural ? `${dates} sono giorni festivi` : `${dates} è un giorno festivo`),
    more: (count) => (count === 1 ? 'un altro' : `altri ${count}`),
    and: 'e',
    namesHolidays: false,
    clockChange: "nel frattempo cambia l'ora",
  },
} as const satisfies Record<string, Sentence>;

/** What runs, for how long, on which calendar: English, for the team. */
export const TEAM_SENTENCE = {
  target: (facts: { plan: string; priority: number; duration: string; calendar: string; timeZone: string }) =>
    `${facts.plan}, priority ${facts.priority}: ${facts.duration} of opening time on the calendar ${facts.calendar} in ${facts.timeZone}`,
  quoted: "as the customer's quote says",
};
