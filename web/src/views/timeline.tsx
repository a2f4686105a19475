// Acts by day: what was, with its status and the number of independent sources, and what is planned.

import * as Plot from "@observablehq/plot";
import { useMemo, useRef } from "preact/hooks";
import { today, useAbout } from "../about.ts";
import { type Loaded, asking, getAll, useJson } from "../api.ts";
import { type Bin, dayNumber, isoDay } from "../days.ts";
import { ThreadItem } from "../parts/act.tsx";
import { type Column, layButtons } from "../parts/columns.ts";
import { Export, MOST_TAKEN } from "../parts/export.tsx";
import { type Field, Filters, question } from "../parts/filters.tsx";
import { More } from "../parts/more.tsx";
import { type Paged, isWhole, usePages } from "../parts/pages.tsx";
import { Picture } from "../parts/plot.tsx";
import { StoryLine } from "../parts/story.tsx";
import { threadTable } from "../parts/table.ts";
import { Wait } from "../parts/wait.tsx";
import type { Status } from "../record.ts";
import { type DayCounts, type ThreadRow, type TimelineDay, ofStatus } from "../rows.ts";
import { go, setQuery, useRoute, withQuery } from "../route.ts";
import { STATUS, STATUSES, day, plural, span, weekday } from "../words.ts";

const FIELDS: Field[] = ["q", "who", "type", "quad", "status", "place", "from", "to", "articles_min"];
/** Acts of a page of the list. */
const PAGE = 100;

export function TimelineView() {
  const { query } = useRoute();
  const about = useAbout();
  const story = query.get("story");
  const asked = question(query, FIELDS) + (story === null ? "" : `&story=${encodeURIComponent(story)}`);
  const counts = useJson<DayCounts>(asking("/v1/days", asked));
  const now = today(query, about);
  const known = about.state !== "loading";
  const behind = upTo(asked, now);
  const ahead = usePages<TimelineDay>(known ? aheadOf(asked, now) : null);
  const past = usePages<TimelineDay>(known ? behind : null);
  return (
    <>
      <Filters fields={FIELDS} />
      {story !== null && <StoryLine id={story} other="articles" />}
      <Days counts={counts} ahead={ahead} past={past} behind={behind !== null} now={now} asked={asked} />
    </>
  );
}

const address = (asked: URLSearchParams) => `/v1/timeline?${asked.toString()}&limit=${PAGE}`;

/** Where the acts behind `now` are listed, the next one first; null where no such are asked for. */
function aheadOf(asked: string, now: string): string | null {
  const query = new URLSearchParams(asked);
  if ((query.get("to") ?? "9999") <= now) return null;
  const next = isoDay(number(now) + 1);
  if ((query.get("from") ?? "") < next) query.set("from", next);
  query.set("order", "oldest");
  return address(query);
}

/** Where the acts up to `now` are listed, the latest first; null where no such are asked for. */
function upTo(asked: string, now: string): string | null {
  const query = new URLSearchParams(asked);
  if ((query.get("from") ?? "") > now) return null;
  if ((query.get("to") ?? "9999") > now) query.set("to", now);
  return address(query);
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

function Days({ counts, ahead, past, behind, now, asked }: { counts: Loaded<DayCounts>; ahead: Paged<TimelineDay>; past: Paged<TimelineDay>; behind: boolean; now: string; asked: string }) {
  const { query } = useRoute();
  const svg = useRef<SVGSVGElement | null>(null);
  const status = query.get("status");
  // What began before and still lasts belongs to the days so far.
  const coming = merged(ahead.items, status).filter(({ day: one }) => one !== null && one > now);
  const been = merged(past.items, status);
  const undated = been.filter(({ day: one }) => one === null).flatMap(({ threads }) => threads);
  const dated = been.filter(({ day: one }) => one !== null);
  const listed = [...coming, ...been];
  const whole = async () => merged(await getAll<TimelineDay>(asking("/v1/timeline", `${asked}&limit=1000`), MOST_TAKEN, ({ threads }) => threads.length), status);
  const nothing = counts.state === "ready" && counts.value.items.length === 0;
  if (nothing) return <p class="quiet">No act answers this. Take a filter away.</p>;
  return (
    <>
      <div class="chart-room">
        <Wait loaded={counts}>{(days) => <Counted counts={days} now={now} onDrawn={(drawn) => (svg.current = drawn)} />}</Wait>
      </div>
      <Export name="timeline" shown={listed} all={isWhole(ahead) && isWhole(past) ? undefined : whole} rows={(days) => threadTable(days.flatMap(({ threads }) => threads))} picture={() => svg.current} />
      {(coming.length > 0 || ahead.more !== null) && (
        <section class="ahead">
          <h2>Ahead</h2>
          <More pages={ahead} nothing="">
            <DayList days={coming} />
          </More>
        </section>
      )}
      {behind && (
        <section>
          <h2>So far</h2>
          <More pages={past} nothing="Nothing so far.">
            <DayList days={dated} />
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
          </More>
        </section>
      )}
    </>
  );
}

/** The chart, and how many acts it counts. The list below is there before it: it need not count them all. */
function Counted({ counts, now, onDrawn }: { counts: DayCounts; now: string; onDrawn: (svg: SVGSVGElement) => void }) {
  const data = useMemo(() => piles(counts), [counts]);
  const total = counts.items.reduce((sum, { acts }) => sum + acts, 0);
  return (
    <>
      {data.length > 0 && <Chart data={data} bin={counts.by} now={now} onDrawn={onDrawn} />}
      <p class="quiet">{`${plural(total, "act")}; as of ${day(now)}, the day of the latest article.`}</p>
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

/** The acts of one status in one span of time. */
interface Pile {
  from: Date;
  to: Date;
  status: Status;
  count: number;
  sources: number;
}

function piles({ items }: DayCounts): Pile[] {
  return items.flatMap(({ from, to, status, acts, sources }) => (from === null || to === null ? [] : [{ from: date(number(from)), to: date(number(to) + 1), status, count: acts, sources }]));
}

const DAY = 86_400_000;
const date = (number: number) => new Date(number * DAY);
const number = (iso: string) => dayNumber(iso) ?? 0;

function Chart({ data: all, bin, now, onDrawn }: { data: Pile[]; bin: Bin; now: string; onDrawn: (svg: SVGSVGElement) => void }) {
  const { query } = useRoute();
  const first = number(query.get("from") ?? all[0]!.from.toISOString());
  const last = number(query.get("to") ?? isoDay(number(all.at(-1)!.to.toISOString()) - 1));
  // While the days of another span are on their way, only what lies in it is drawn.
  const data = useMemo(() => all.filter(({ from, to }) => from < date(last + 1) && to > date(first)), [all, first, last]);
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
        watch={[data, now]}
        options={(width) => chart(data, width, now, date(first), date(last + 1), bin)}
        onDrawn={(svg, held) => {
          layButtons(svg, stacks(svg, data, bin), { top: MARGIN_TOP, bottom: HEIGHT - MARGIN_BOTTOM, first: now, held });
          onDrawn(svg);
        }}
      />
      <figcaption class="quiet">A column opens its days: by a click, or with the arrow keys and Enter.</figcaption>
    </figure>
  );
}

const HEIGHT = 200;
const MARGIN_TOP = 20;
const MARGIN_BOTTOM = 30;

function chart(data: Pile[], width: number, now: string, first: Date, last: Date, bin: Bin): Plot.PlotOptions {
  // At the right edge the words stand before the line, where they are not cut off.
  const atEdge = (last.getTime() - date(number(now) + 1).getTime()) * (width - 48) < 60 * (last.getTime() - first.getTime());
  const signs = data.filter(({ from, to }) => ((width - 60) * (to.getTime() - from.getTime())) / Math.max(1, last.getTime() - first.getTime()) > 14);
  return {
    width,
    height: HEIGHT,
    marginTop: MARGIN_TOP,
    marginBottom: MARGIN_BOTTOM,
    marginLeft: 36,
    marginRight: 12,
    // No act has an hour.
    x: { type: "utc", domain: [first, last], label: null, ...(last.getTime() - first.getTime() <= 14 * DAY ? { ticks: "day" } : {}) },
    y: { grid: true, label: `acts a ${bin}`, tickFormat: "d", ticks: wholeTicks(data) },
    color: { domain: STATUSES, range: STATUSES.map((status) => `var(--${status})`) },
    marks: [
      Plot.ruleY([0]),
      Plot.rectY(data, { x1: "from", x2: "to", y: "count", fill: "status", order: STATUSES, inset: 0.5, className: "column" } as Plot.RectYOptions),
      Plot.text(
        signs,
        Plot.stackY({ order: STATUSES } as Plot.StackOptions, {
          x: (pile: Pile) => new Date((pile.from.getTime() + pile.to.getTime()) / 2),
          y: "count",
          z: "status",
          text: (pile: Pile) => STATUS[pile.status].shape,
          fill: "var(--paper)",
        } as Plot.TextOptions),
      ),
      Plot.ruleX([date(number(now) + 1)], { stroke: "currentColor", strokeDasharray: "3 3" }),
      Plot.text([date(number(now) + 1)], { x: (d: Date) => d, frameAnchor: "top", text: () => "ahead →", textAnchor: atEdge ? "end" : "start", dx: atEdge ? -4 : 4, dy: -12 }),
    ],
  };
}

/** About four whole numbers up to the highest column: half an act is none. */
function wholeTicks(data: Pile[]): number[] {
  const heights = new Map<number, number>();
  for (const { from, count } of data) heights.set(from.getTime(), (heights.get(from.getTime()) ?? 0) + count);
  const most = Math.max(1, ...heights.values());
  const rough = most / 4;
  const scale = 10 ** Math.floor(Math.log10(Math.max(1, rough)));
  const step = Math.max(1, ([1, 2, 5, 10].find((one) => one * scale >= rough) ?? 10) * scale);
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, at) => at * step);
}

/** What the columns of one span of time are called together, and which days they open. */
function stacks(svg: SVGSVGElement, data: Pile[], bin: Bin): Column[] {
  const drawn = [...svg.querySelectorAll<SVGRectElement>(".column rect")];
  const found = new Map<string, { piles: Pile[]; left: number; right: number }>();
  data.forEach((pile, at) => {
    const rect = drawn[at];
    if (rect === undefined) return;
    const [left, width] = [Number(rect.getAttribute("x")), Number(rect.getAttribute("width"))];
    const key = pile.from.toISOString().slice(0, 10);
    const stack = found.get(key) ?? { piles: [], left, right: left + width };
    stack.piles.push(pile);
    found.set(key, stack);
  });
  return [...found]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, { piles, left, right }]) => {
      const to = isoDay(number(piles[0]!.to.toISOString()) - 1);
      return { key, left, right, label: `${spanWords(key, to, bin)}: ${counted(piles)}`, open: () => go(withQuery({ from: key, to })) };
    });
}

function spanWords(from: string, to: string, bin: Bin): string {
  return bin === "day" ? `${weekday(from)}, ${day(from)}` : bin === "week" ? span(from, to) : day(from.slice(0, 7));
}

/** "5 acts: 3 happened, 2 planned; 8 sources". */
function counted(piles: Pile[]): string {
  const sum = (part: "count" | "sources") => piles.reduce((all, pile) => all + pile[part], 0);
  const parts = STATUSES.flatMap((status) => piles.filter((pile) => pile.status === status).map(({ count }) => `${count} ${STATUS[status].word}`));
  return `${plural(sum("count"), "act")}: ${parts.join(", ")}; ${plural(sum("sources"), "source")}`;
}
