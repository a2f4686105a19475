// Acts by day: what was, with its status and the number of independent sources, and what is planned.

import * as Plot from "@observablehq/plot";
import { useMemo, useRef } from "preact/hooks";
import { today, useAbout } from "../about.ts";
import { type Page, getAll, useJson, useLoaded } from "../api.ts";
import { type Bin, binEnd, binFor, binStart, dayNumber, isoDay } from "../days.ts";
import { ThreadItem } from "../parts/act.tsx";
import { Export } from "../parts/export.tsx";
import { type Field, Filters, question } from "../parts/filters.tsx";
import { Picture } from "../parts/plot.tsx";
import { threadTable } from "../parts/table.ts";
import { Wait } from "../parts/wait.tsx";
import type { Status } from "../record.ts";
import { type StoryRow, type ThreadRow, type TimelineDay, ofStatus } from "../rows.ts";
import { go, setQuery, useRoute, withQuery } from "../route.ts";
import { STATUS, STATUSES, day, plural, weekday } from "../words.ts";

const FIELDS: Field[] = ["q", "who", "type", "quad", "status", "place", "from", "to"];
/** The most days that are drawn at once. */
const MOST = 2000;
/** The most days that are listed at once. */
const LISTED = 60;

export function TimelineView() {
  const { query } = useRoute();
  const story = query.get("story");
  const asked = question(query, FIELDS) + (story === null ? "" : `&story=${encodeURIComponent(story)}`);
  const address = `/v1/timeline?${asked}${asked === "" ? "" : "&"}limit=1000`;
  const loaded = useLoaded(asked, async (signal) => merged(await getAll<TimelineDay>(address, MOST, signal), query.get("status")));
  const now = today(query, useAbout());
  return (
    <>
      <Filters fields={FIELDS} />
      {story !== null && <StoryLine id={story} />}
      <Wait loaded={loaded}>{(days) => <Days days={days} now={now} />}</Wait>
    </>
  );
}

/** Which story the timeline is held to, and the way out of it. */
function StoryLine({ id }: { id: string }) {
  const loaded = useJson<Page<StoryRow>>(`/v1/stories?story=${encodeURIComponent(id)}&limit=1`);
  const story = loaded.state === "ready" ? loaded.value.items[0] : undefined;
  return (
    <p class="row">
      <span>
        The story <strong>{story?.title ?? id}</strong>
        {story !== undefined && <span class="quiet">{`: ${plural(story.articles, "article")}, ${plural(story.sources, "independent source")}, ${day(story.first_seen)} to ${day(story.last_seen)}`}</span>}
      </span>
      <button type="button" onClick={() => setQuery({ story: null }, false)}>
        All stories
      </button>
    </p>
  );
}

/** A day that a page of the answer cuts in two is one again. */
function merged(days: TimelineDay[], status: string | null): TimelineDay[] {
  const byDay = new Map<string | null, ThreadRow[]>();
  for (const { day: one, threads } of days) {
    const kept = ofStatus(threads, status);
    if (kept.length > 0) byDay.set(one, [...(byDay.get(one) ?? []), ...kept]);
  }
  return [...byDay].map(([one, threads]) => ({ day: one, threads }));
}

function Days({ days, now }: { days: TimelineDay[]; now: string }) {
  const svg = useRef<SVGSVGElement | null>(null);
  const sorted = useMemo(() => days.filter(({ day: one }) => one !== null).sort((a, b) => (a.day! < b.day! ? -1 : 1)), [days]);
  const threads = useMemo(() => sorted.flatMap(({ threads: all }) => all), [sorted]);
  const past = sorted.filter(({ day: one }) => one! <= now).reverse();
  const ahead = sorted.filter(({ day: one }) => one! > now);
  const undated = days.filter(({ day: one }) => one === null).flatMap(({ threads: all }) => all);
  if (days.length === 0) return <p class="quiet">No act answers this. Take a filter away.</p>;
  return (
    <>
      {sorted.length > 0 && <Chart days={sorted} now={now} onDrawn={(drawn) => (svg.current = drawn)} />}
      <p class="quiet">
        {`${plural(threads.length, "act")} on ${plural(sorted.length, "day")}; as of ${day(now)}, the day of the latest article.`}
      </p>
      <Export name="timeline" json={days} rows={() => threadTable([...threads, ...undated])} picture={() => svg.current} />
      {ahead.length > 0 && (
        <section class="ahead">
          <h2>Ahead</h2>
          <DayList days={ahead} />
        </section>
      )}
      <section>
        <h2>So far</h2>
        <DayList days={past.slice(0, LISTED)} />
        {past.length > LISTED && <p class="quiet">{`${past.length - LISTED} earlier days are in the chart; choose a span there to list them.`}</p>}
      </section>
      {undated.length > 0 && (
        <section>
          <h2>Without a day</h2>
          <ul class="cards">
            {undated.map((thread) => (
              <ThreadItem key={thread.id} thread={thread} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function DayList({ days }: { days: TimelineDay[] }) {
  return (
    <ol class="days">
      {days.map(({ day: one, threads }) => (
        <li key={one} class="day">
          <h3>
            {day(one)} <span class="quiet">{weekday(one ?? "")}</span>
          </h3>
          <ul class="cards">
            {threads.map((thread) => (
              <ThreadItem key={thread.id} thread={thread} />
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}

interface Column {
  from: Date;
  to: Date;
  status: Status;
  count: number;
  sources: number;
}

function columns(days: TimelineDay[], bin: Bin): Column[] {
  const sums = new Map<string, Column>();
  for (const { day: one, threads } of days) {
    const number = dayNumber(one);
    if (number === null) continue;
    const start = binStart(number, bin);
    for (const { status, sources } of threads) {
      const key = `${start} ${status}`;
      const column = sums.get(key) ?? { from: date(start), to: date(binEnd(start, bin) + 1), status, count: 0, sources: 0 };
      column.count += 1;
      column.sources += sources;
      sums.set(key, column);
    }
  }
  return [...sums.values()];
}

const date = (number: number) => new Date(number * 86_400_000);
const number = (iso: string) => dayNumber(iso) ?? 0;

function Chart({ days, now, onDrawn }: { days: TimelineDay[]; now: string; onDrawn: (svg: SVGSVGElement) => void }) {
  const { query } = useRoute();
  const first = number(query.get("from") ?? days[0]?.day ?? now);
  const last = number(query.get("to") ?? days.at(-1)?.day ?? now);
  const bin = binFor(first, last);
  const data = useMemo(() => columns(days, bin), [days, bin]);
  const label = `Acts by ${bin} and status. The list below says the same in words.`;
  const zoom = (factor: number) => {
    const middle = (first + last) / 2;
    const half = Math.max(1, ((last - first) / 2) * factor);
    setQuery({ from: isoDay(Math.floor(middle - half)), to: isoDay(Math.ceil(middle + half)) }, false);
  };
  const move = (part: number) => {
    const by = Math.round((last - first + 1) * part);
    setQuery({ from: isoDay(first + by), to: isoDay(last + by) }, false);
  };
  return (
    <figure class="chart">
      <div class="row" role="group" aria-label="Span of time">
        <button type="button" onClick={() => move(-0.5)} aria-label="Earlier">
          ←
        </button>
        <button type="button" onClick={() => zoom(0.5)}>
          Closer
        </button>
        <button type="button" onClick={() => zoom(2)}>
          Wider
        </button>
        <button type="button" onClick={() => move(0.5)} aria-label="Later">
          →
        </button>
        <button type="button" onClick={() => setQuery({ from: null, to: null }, false)}>
          Whole
        </button>
        <span class="legend-line">
          {STATUSES.map((status) => (
            <span key={status} class={`status ${status}`}>
              <span aria-hidden="true">{STATUS[status].shape}</span> {STATUS[status].word}
            </span>
          ))}
        </span>
      </div>
      <Picture
        label={label}
        watch={[data, now, bin]}
        options={(width) => chart(data, width, now, date(first), date(last + 1), bin)}
        onDrawn={(svg) => {
          follow(svg, data);
          onDrawn(svg);
        }}
      />
    </figure>
  );
}

function chart(data: Column[], width: number, now: string, first: Date, last: Date, bin: Bin): Plot.PlotOptions {
  const signs = data.filter(({ from, to }) => ((width - 60) * (to.getTime() - from.getTime())) / Math.max(1, last.getTime() - first.getTime()) > 14);
  return {
    width,
    height: 200,
    marginLeft: 36,
    marginRight: 12,
    x: { type: "utc", domain: [first, last], label: null },
    y: { grid: true, label: `acts a ${bin}`, tickFormat: "d", ticks: wholeTicks(data) },
    color: { domain: STATUSES, range: STATUSES.map((status) => `var(--${status})`) },
    marks: [
      Plot.ruleY([0]),
      Plot.rectY(data, { x1: "from", x2: "to", y: "count", fill: "status", order: STATUSES, inset: 0.5, className: "column" } as Plot.RectYOptions),
      Plot.text(
        signs,
        Plot.stackY({ order: STATUSES } as Plot.StackOptions, {
          x: (column: Column) => new Date((column.from.getTime() + column.to.getTime()) / 2),
          y: "count",
          z: "status",
          text: (column: Column) => STATUS[column.status].shape,
          fill: "var(--paper)",
        } as Plot.TextOptions),
      ),
      Plot.ruleX([date(number(now) + 1)], { stroke: "currentColor", strokeDasharray: "3 3" }),
      Plot.text([date(number(now) + 1)], { x: (d: Date) => d, frameAnchor: "top", text: () => "ahead →", textAnchor: "start", dx: 4, dy: -12 }),
    ],
  };
}

/** About four whole numbers up to the highest column: half an act is none. */
function wholeTicks(data: Column[]): number[] {
  const heights = new Map<number, number>();
  for (const { from, count } of data) heights.set(from.getTime(), (heights.get(from.getTime()) ?? 0) + count);
  const most = Math.max(1, ...heights.values());
  const rough = most / 4;
  const scale = 10 ** Math.floor(Math.log10(Math.max(1, rough)));
  const step = Math.max(1, ([1, 2, 5, 10].find((one) => one * scale >= rough) ?? 10) * scale);
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, at) => at * step);
}

/** A click on a column opens its days. */
function follow(svg: SVGSVGElement, data: Column[]): void {
  svg.querySelectorAll<SVGRectElement>(".column rect").forEach((rect, at) => {
    const column = data[at];
    if (column === undefined) return;
    rect.addEventListener("click", () => {
      const to = new Date(column.to.getTime() - 86_400_000);
      go(withQuery({ from: column.from.toISOString().slice(0, 10), to: to.toISOString().slice(0, 10) }));
    });
  });
}
