/**
 * The calendar once more, for tests: counted day by day with integers, as on paper, and sharing nothing with the code
 * under test. Offsets of zones at their midnights follow the laws in force from 2020 to 2032.
 */
export interface CountedDay {
  readonly text: string;
  /** Days since 1970-01-01. */
  readonly number: number;
  readonly year: number;
  readonly month: number;
  readonly date: number;
  /** 0 is Sunday. */
  readonly weekday: number;
}

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Every day of the years, in order. 2020-01-01 was a Wednesday, 18262 days after 1970-01-01. */
export function countDays(firstYear: number, lastYear: number): CountedDay[] {
  const days: CountedDay[] = [];
  let number = 18_262;
  for (let year = 2020; year <= lastYear; year++) {
    const lengths = [31, isLeapYear(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    for (const [index, length] of lengths.entries()) {
      for (let date = 1; date <= length; date++) {
        const month = index + 1;
        const text = `${year}-${month < 10 ? '0' : ''}${month}-${date < 10 ? '0' : ''}${date}`;
        if (year >= firstYear) days.push({ text, number, year, month, date, weekday: (number + 4) % 7 });
        number++;
      }
    }
  }
  return days;
}

type Rule = (day: CountedDay) => number;

/** Hours that clocks are ahead of UTC when a day begins. The switches are all after midnight, so they count from the next day. */
export const hoursAtMidnight: Readonly<Record<string, Rule>> = {
  'Asia/Tokyo': () => 9,
  'America/New_York': (day) => (isAfterSunday(day, 3, 2) && !isAfterSunday(day, 11, 1) ? -4 : -5),
  'Europe/Berlin': (day) => (isAfterLastSunday(day, 3) && !isAfterLastSunday(day, 10) ? 2 : 1),
  // Samoa kept daylight saving time until 4 April 2021.
  'Pacific/Apia': (day) => {
    const summer = day.text <= '2020-04-05' || (day.text > '2020-09-27' && day.text <= '2021-04-04');
    return summer ? 14 : 13;
  },
};

/** True on days after the n-th Sunday of that month. */
function isAfterSunday(day: CountedDay, month: number, n: number): boolean {
  if (day.month !== month) return day.month > month;
  const sundays = lastSundayBefore(day) < 1 ? 0 : Math.ceil(lastSundayBefore(day) / 7);
  return sundays >= n;
}

/** True on days after the last Sunday of that month, which has 31 days. */
function isAfterLastSunday(day: CountedDay, month: number): boolean {
  if (day.month !== month) return day.month > month;
  return lastSundayBefore(day) > 31 - 7;
}

/** Its date in the same month, zero or negative when it lies in the month before. */
function lastSundayBefore(day: CountedDay): number {
  return day.date - (day.weekday === 0 ? 7 : day.weekday);
}
