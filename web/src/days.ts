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
