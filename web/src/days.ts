// Days as ISO text and as numbers, in UTC throughout: an act's day is a day, not an instant.

const LENGTH = 86_400_000;

/** Days since 1970-01-01 of an ISO day or instant; null for other text. */
export function dayNumber(iso: string | null): number | null {
  if (iso === null || !/^\d{4}-\d{2}-\d{2}/.test(iso)) return null;
  const time = Date.parse(`${iso.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(time) ? null : Math.round(time / LENGTH);
}

export function isoDay(number: number): string {
  return new Date(number * LENGTH).toISOString().slice(0, 10);
}

export type Bin = "day" | "week" | "month";

/** How wide a column is, so that there are neither thousands nor two. */
export function binFor(first: number, last: number): Bin {
  const span = last - first;
  return span <= 120 ? "day" : span <= 900 ? "week" : "month";
}

/** The first day of the column in which a day stands; weeks begin on Monday. */
export function binStart(number: number, bin: Bin): number {
  if (bin === "day") return number;
  // 1970-01-01 was a Thursday.
  if (bin === "week") return number - ((((number + 3) % 7) + 7) % 7);
  const date = new Date(number * LENGTH);
  return Math.round(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) / LENGTH);
}

/** The last day of the column that begins on a day. */
export function binEnd(start: number, bin: Bin): number {
  if (bin === "day") return start;
  if (bin === "week") return start + 6;
  const date = new Date(start * LENGTH);
  return Math.round(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0) / LENGTH);
}
