/** Finds a calendar date written out in a line. Refuses what could be read in two ways (03/04/2023). */

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
/** Pattern of a month's English name, whole or short. */
export const MONTH = String.raw`(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?`
/** Year first: 2023-02-21, 2023/2/21, 2023.2.21, 2023年2月21日. */
const YEAR_FIRST = /(?<!\d)([12]\d{3})(?:[-/.]|年\s?)(\d{1,2})(?:[-/.]|月\s?)(\d{1,2})(?!\d)日?/
const MONTH_FIRST = new RegExp(String.raw`\b(${MONTH})\s?(\d{1,2})(?:st|nd|rd|th)?,?\s([12]\d{3})\b`, 'i')
const DAY_FIRST = new RegExp(String.raw`\b(\d{1,2})(?:st|nd|rd|th)?\s(${MONTH}),?\s([12]\d{3})\b`, 'i')
/** The time of day that may follow a date on a line of its own. */
const CLOCK = /^[\sT]*(?:at\s)?\d{1,2}:\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?)?(?:\s?\(?(?:UTC|GMT|CST)\)?)?/i

export type FoundDate = {
  /** yyyy-mm-dd, of a day that exists. */
  date: string
  /** Where the date begins and ends in the line, a time of day included. */
  start: number
  end: number
}

const month = (name: string) => MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1

/** The first date of a line (of its first 400 characters). */
export function findDate(line: string): FoundDate | undefined {
  const text = line.slice(0, 400)
  const yearFirst = YEAR_FIRST.exec(text)
  if (yearFirst) return found(text, yearFirst, +yearFirst[1]!, +yearFirst[2]!, +yearFirst[3]!)
  const monthFirst = MONTH_FIRST.exec(text)
  if (monthFirst) return found(text, monthFirst, +monthFirst[3]!, month(monthFirst[1]!), +monthFirst[2]!)
  const dayFirst = DAY_FIRST.exec(text)
  if (dayFirst) return found(text, dayFirst, +dayFirst[3]!, month(dayFirst[2]!), +dayFirst[1]!)
  return undefined
}

function found(
  text: string,
  match: RegExpExecArray,
  year: number,
  month: number,
  day: number,
): FoundDate | undefined {
  const date = new Date(Date.UTC(year, month - 1, day))
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined
  const end = match.index + match[0].length
  const clock = CLOCK.exec(text.slice(end))?.[0].length ?? 0
  return { date: date.toISOString().slice(0, 10), start: match.index, end: end + clock }
}
