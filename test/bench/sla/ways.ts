import dayjs from 'dayjs';
import businessTime from 'dayjs-business-time';
import moment from 'moment';
import 'moment-business-time';
import { deadline } from '../../../shared/sla/deadline.ts';
import { compile } from '../../../shared/sla/schedule.ts';
import { HOURS, type Workload } from './workload.ts';

// The package has no types.
declare module 'moment' {
  interface Moment {
    addWorkingTime(amount: number, unit: 'minute'): Moment;
  }
}

dayjs.extend(businessTime);

const MINUTE = 60_000;

/** Writes the deadlines (epoch ms) of the pairs [from, to) of a workload to the same places of `answers`. */
export type Run = (pairs: Workload, answers: Float64Array, from: number, to: number) => void;

/** One way to compute deadlines on the workload's hours in UTC. `prepare` sets the holidays, `YYYY-MM-DD`, of its later runs. */
export type Way = { name: string; prepare(holidays: readonly string[]): Run };

export const OURS: Way = {
  name: 'shared/sla',
  prepare(holidays) {
    const schedule = compile({ hours: HOURS, timeZone: 'UTC', holidays });
    return ({ starts, targets }, answers, from, to) => {
      for (let index = from; index < to; index++) {
        answers[index] = deadline(schedule, starts[index] as number, targets[index] as number);
      }
    };
  },
};

/** npm packages for the same question. They keep one calendar for the whole process, as a global of the date library. */
export const PEERS: readonly Way[] = [
  {
    name: 'dayjs-business-time',
    // In the zone of the process, which has to be UTC: with its plugin for UTC, dayjs is slower.
    prepare(holidays) {
      dayjs.setHolidays([...holidays]);
      return oneByOne((start, target) => dayjs(start).addBusinessMinutes(target / MINUTE));
    },
  },
  {
    name: 'moment-business-time',
    prepare(holidays) {
      moment.updateLocale('en', { holidays: [...holidays] } as moment.LocaleSpecification);
      return oneByOne((start, target) => moment.utc(start).addWorkingTime(target / MINUTE, 'minute'));
    },
  },
];

function oneByOne(deadlineOf: (start: number, target: number) => { valueOf(): number }): Run {
  return ({ starts, targets }, answers, from, to) => {
    for (let index = from; index < to; index++) {
      answers[index] = deadlineOf(starts[index] as number, targets[index] as number).valueOf();
    }
  };
}
