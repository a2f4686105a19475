// The question that a view asks, kept in its address.

import { useEffect, useRef, useState } from "preact/hooks";
import { setQuery, useRoute } from "../route.ts";
import { QUAD, QUADS, STATUS, STATUSES, TYPES } from "../words.ts";

export type Field = "q" | "who" | "speaker" | "type" | "quad" | "status" | "place" | "from" | "to" | "outlet" | "articles_min";

const TEXTS: Partial<Record<Field, { label: string; hint: string; type?: "search" | "date"; wide?: boolean }>> = {
  q: { label: "Words", hint: '"power plant" -ports', wide: true },
  who: { label: "Who, or who to whom", hint: "France → Russia", wide: true },
  speaker: { label: "Speaker", hint: "a name or a country" },
  place: { label: "Where", hint: "Geneva, FRA" },
  outlet: { label: "Paper", hint: "its name" },
  from: { label: "From", hint: "", type: "date" },
  to: { label: "To", hint: "", type: "date" },
};

const CHOICES: Partial<Record<Field, { label: string; options: [string, string][] }>> = {
  type: { label: "Act", options: Object.entries(TYPES).map(([type, words]) => [type, `${words} (${type})`]) },
  quad: { label: "Kind", options: QUADS.map((quad) => [quad, QUAD[quad].word]) },
  articles_min: { label: "Told by", options: ["2", "3", "5", "10", "20"].map((least) => [least, `${least} articles +`]) },
  status: { label: "Status", options: STATUSES.map((status) => [status, `${STATUS[status].shape} ${STATUS[status].word}`]) },
};

/** The part of the address that the API is asked with, in a fixed order. */
export function question(query: URLSearchParams, fields: readonly Field[]): string {
  const asked = new URLSearchParams();
  for (const field of fields) {
    const value = query.get(field);
    if (value !== null && value !== "") asked.set(field, value);
  }
  return asked.toString();
}

/** `searched` says what the words are looked for in, where it is not the articles. */
export function Filters({ fields, searched }: { fields: readonly Field[]; searched?: { label: string; hint: string } }) {
  const { query } = useRoute();
  const used = fields.filter((field) => (query.get(field) ?? "") !== "");
  // On a phone all but the first wait behind a word, unless they are in use.
  const [narrow] = useState(() => matchMedia("(max-width: 60rem)").matches && fields.length > 3);
  const draw = (field: Field) => <OneField key={field} field={field} value={query.get(field) ?? ""} named={field === "q" ? searched : undefined} />;
  const clear = used.length > 0 && (
    <button type="button" onClick={() => setQuery(Object.fromEntries(fields.map((field) => [field, null])), false)}>
      Clear
    </button>
  );
  return (
    <form class="filters" role="search" onSubmit={(event) => event.preventDefault()}>
      {narrow ? fields.slice(0, 1).map(draw) : fields.map(draw)}
      {narrow && (
        <details open={used.some((field) => field !== fields[0])}>
          <summary>More filters</summary>
          <div class="rest">{fields.slice(1).map(draw)}</div>
        </details>
      )}
      {clear}
    </form>
  );
}

function OneField({ field, value, named }: { field: Field; value: string; named: { label: string; hint: string } | undefined }) {
  const text = TEXTS[field];
  const choice = CHOICES[field];
  if (text !== undefined) return <TextField field={field} value={value} {...text} {...named} />;
  if (choice === undefined) return null;
  return (
    <label>
      {choice.label}
      <select value={value} onChange={(event) => setQuery({ [field]: event.currentTarget.value }, false)}>
        <option value="">any</option>
        {choice.options.map(([one, words]) => (
          <option key={one} value={one}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}

interface TextFieldProps {
  field: Field;
  value: string;
  label: string;
  hint: string;
  type?: "search" | "date";
  wide?: boolean;
}

/** So long after the last key the question is asked, in milliseconds. */
const PAUSE = 350;

function TextField({ field, value, label, hint, type = "search", wide = false }: TextFieldProps) {
  const [draft, setDraft] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  // The address may change by other ways: the back button, a click in a chart.
  useEffect(() => setDraft(value), [value]);
  const commit = (text: string) => {
    clearTimeout(timer.current);
    setQuery({ [field]: text });
  };
  return (
    <label class={wide ? "wide" : ""}>
      {label}
      <input
        type={type as "search"}
        value={draft}
        placeholder={hint}
        onInput={(event) => {
          const text = event.currentTarget.value;
          setDraft(text);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => commit(text), PAUSE);
        }}
        onKeyDown={(event) => event.key === "Enter" && commit(event.currentTarget.value)}
      />
    </label>
  );
}
