export { buildCalendar, type WorkingCalendar } from './calendar'
export { now, serverNow, setServerTime, startClock } from './clock'
export {
  ago, clockTime, daysBetween, fieldMoment, longDate, momentOf, nearMoment, number, percent, remaining, type Remaining, setTimeZone, shortDate, spanWords, stamp,
} from './words'
