// How things are called on the page.

import type { Quad, Quantity, Status } from "./record.ts";

/** Shape and word of each status: never colour alone. */
export const STATUS: Record<Status, { shape: string; word: string; says: string }> = {
  actual: { shape: "●", word: "happened", says: "The text says that it happened or is happening." },
  planned: { shape: "▷", word: "planned", says: "Announced, scheduled or intended." },
  hypothetical: { shape: "◇", word: "possible", says: "Conditional, proposed, feared or speculated." },
  negated: { shape: "✕", word: "did not happen", says: "Did not happen, or is denied as fact." },
};

export const STATUSES = Object.keys(STATUS) as Status[];

export const QUAD: Record<Quad, { word: string; stroke: string }> = {
  "verbal-cooperation": { word: "cooperation in words", stroke: "" },
  "material-cooperation": { word: "cooperation in deeds", stroke: "" },
  "verbal-conflict": { word: "conflict in words", stroke: "6 4" },
  "material-conflict": { word: "conflict in deeds", stroke: "2 3" },
};

export const QUADS = Object.keys(QUAD) as Quad[];

/** The types of PLOVER in plain words. */
export const TYPES: Record<string, string> = {
  AGREE: "agrees",
  CONSULT: "meets or talks",
  SUPPORT: "supports",
  CONCEDE: "yields",
  COOPERATE: "cooperates",
  AID: "gives aid",
  RETREAT: "retreats or releases",
  REQUEST: "demands",
  ACCUSE: "accuses",
  REJECT: "refuses",
  THREATEN: "threatens",
  PROTEST: "protests",
  SANCTION: "sanctions",
  MOBILIZE: "mobilises",
  COERCE: "coerces",
  ASSAULT: "attacks",
};

export function typeWords(type: string, mode: string | null): string {
  const plain = TYPES[type] ?? type.toLowerCase();
  return mode === null || mode === "" ? plain : `${plain} · ${mode.replaceAll("-", " ")}`;
}

const number = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });

/** A figure in words: "at least 100 killed", "about 25,000 participants". */
export function figure(quantity: Pick<Quantity, "kind" | "low" | "high" | "approximate" | "unit" | "currency">): string {
  const { low, high, kind } = quantity;
  const one = low === 1 && high === 1;
  const unit = quantity.currency ?? (quantity.unit === null || one || !/^(second|minute|hour|day|week|month|year)$/.test(quantity.unit) ? (quantity.unit ?? "") : `${quantity.unit}s`);
  const what = kind === "other" || kind === "money" || kind === "duration" ? unit : kind;
  const about = quantity.approximate ? "about " : "";
  let amount: string;
  if (low !== null && high !== null) amount = low === high ? `${about}${number.format(low)}` : `${number.format(low)} to ${number.format(high)}`;
  else if (low !== null) amount = `at least ${number.format(low)}`;
  else if (high !== null) amount = `at most ${number.format(high)}`;
  else amount = "an open number of";
  return `${amount} ${what}`.trim();
}

/** Probability as a person says it, beside the number. */
export function sureness(confidence: number): string {
  const word = confidence >= 0.85 ? "sure" : confidence >= 0.6 ? "fairly sure" : "unsure";
  return `${word}, ${Math.round(confidence * 100)} %`;
}

const long = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const week = new Intl.DateTimeFormat("en-GB", { weekday: "long", timeZone: "UTC" });

/** "17 April 2025" of an ISO day or instant; other text is given back as it is. */
export function day(iso: string | null | undefined): string {
  if (!iso) return "no date";
  const match = /^\d{4}-\d{2}-\d{2}/.exec(iso);
  if (!match) return edtf(iso);
  const date = new Date(`${match[0]}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return iso;
  return iso.includes("/") || iso.endsWith("~") ? edtf(iso) : long.format(date);
}

/** "17 April 2025 to 3 May 2025", or the one day. */
export function span(first: string | null, last: string | null): string {
  return first === last || last === null ? day(first) : `${day(first)} to ${day(last)}`;
}

export function weekday(iso: string): string {
  const date = new Date(`${iso.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? "" : week.format(date);
}

/** An EDTF value in words, as far as Dateline writes them; what is not known stays as it is. */
export function edtf(value: string): string {
  const about = value.endsWith("~");
  const bare = about ? value.slice(0, -1) : value;
  const side = (part: string): string => {
    if (part === "" || part === "..") return "open";
    if (/^\d{4}-\d{2}-\d{2}/.test(part)) return long.format(new Date(`${part.slice(0, 10)}T00:00:00Z`));
    if (/^\d{4}-\d{2}$/.test(part))
      return new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(`${part}-01T00:00:00Z`));
    return part;
  };
  let text: string;
  try {
    text = bare.split("/").map(side).join(" to ");
  } catch {
    return value;
  }
  return about ? `about ${text}` : text;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${number.format(count)} ${count === 1 ? one : many}`;
}
