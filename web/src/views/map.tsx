// Where acts happened, on a map that needs no server of tiles.

import { geoEqualEarth, geoGraticule10, geoPath } from "d3-geo";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import atlas from "world-atlas/countries-110m.json";
import { ThreadItem } from "../parts/act.tsx";
import { AllThreads } from "../parts/all-threads.tsx";
import { Export } from "../parts/export.tsx";
import type { Field } from "../parts/filters.tsx";
import { threadTable } from "../parts/table.ts";
import type { ThreadRow } from "../rows.ts";
import { setQuery, useRoute } from "../route.ts";
import { clear } from "../spread.ts";
import { QUAD, QUADS, plural } from "../words.ts";

const FIELDS: Field[] = ["q", "who", "type", "quad", "status", "from", "to"];
/** The most acts that are taken into the picture. */
const MOST = 5000;
const WIDTH = 1000;
const HEIGHT = 500;

const world = atlas as unknown as Topology<{ countries: GeometryCollection; land: GeometryCollection }>;
const projection = geoEqualEarth().fitExtent(
  [
    [4, 4],
    [WIDTH - 4, HEIGHT - 4],
  ],
  { type: "Sphere" },
);
const path = geoPath(projection);
const LAND = path(feature(world, world.objects.land)) ?? "";
const BORDERS = path(mesh(world, world.objects.countries, (a, b) => a !== b)) ?? "";
const GRID = path(geoGraticule10()) ?? "";
const RIM = path({ type: "Sphere" }) ?? "";

export function MapView() {
  return (
    <AllThreads fields={FIELDS} most={MOST}>
      {(threads) => <WorldMap threads={threads} />}
    </AllThreads>
  );
}

interface Spot {
  name: string;
  country: string | null;
  x: number;
  y: number;
  threads: ThreadRow[];
}

function spotsOf(threads: ThreadRow[]): Spot[] {
  const spots = new Map<string, Spot>();
  for (const thread of threads) {
    const { place } = thread;
    if (place === null || place.latitude === null || place.longitude === null) continue;
    const at = projection([place.longitude, place.latitude]);
    if (at === null) continue;
    const key = `${place.name} ${place.latitude} ${place.longitude}`;
    const spot = spots.get(key) ?? { name: place.name, country: place.country, x: at[0], y: at[1], threads: [] };
    spot.threads.push(thread);
    spots.set(key, spot);
  }
  // Small ones are drawn last, on top of the large ones.
  return [...spots.values()].sort((a, b) => b.threads.length - a.threads.length || (a.name < b.name ? -1 : 1));
}

/** A section of the map: its middle and its enlargement. */
interface View {
  x: number;
  y: number;
  zoom: number;
}

const WORLD: View = { x: WIDTH / 2, y: HEIGHT / 2, zoom: 1 };

/** The section of the address, written as `x,y,factor`; null where there is none. */
function viewOf(text: string | null): View | null {
  const [x, y, zoom] = (text ?? "").split(",").map(Number);
  const good = [x, y, zoom].every((n) => n !== undefined && Number.isFinite(n));
  return good ? { x: x!, y: y!, zoom: Math.min(32, Math.max(1, zoom!)) } : null;
}

/** The section with all places. */
function around(spots: Spot[]): View {
  if (spots.length === 0) return WORLD;
  const xs = spots.map(({ x }) => x);
  const ys = spots.map(({ y }) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const zoom = Math.min(16, 0.8 * Math.min(WIDTH / Math.max(1, right - left), HEIGHT / Math.max(1, bottom - top)));
  return zoom <= 1 ? WORLD : { x: (left + right) / 2, y: (top + bottom) / 2, zoom };
}

function WorldMap({ threads }: { threads: ThreadRow[] }) {
  const { query } = useRoute();
  const svg = useRef<SVGSVGElement>(null);
  const spots = useMemo(() => spotsOf(threads), [threads]);
  const view = viewOf(query.get("view")) ?? around(spots);
  const sheet = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<{ x: number; y: number; moved: boolean } | null>(null);
  const chosen = query.get("at");
  // Several places may bear the name.
  const here = chosen === null ? [] : spots.filter(({ name }) => name === chosen);
  const named = useMemo(() => labelled(spots, view.zoom, chosen), [spots, view.zoom, chosen]);
  const placed = spots.reduce((sum, { threads: all }) => sum + all.length, 0);
  const [width, height] = [WIDTH / view.zoom, HEIGHT / view.zoom];
  // On a phone the sheet is wider than the window: it opens where most of the acts are.
  useEffect(() => {
    if (sheet.current === null || placed === 0) return;
    const middle = spots.reduce((sum, { x, threads: all }) => sum + x * all.length, 0) / placed;
    const part = (middle - view.x) / width + 0.5;
    sheet.current.scrollLeft = part * sheet.current.scrollWidth - sheet.current.clientWidth / 2;
  }, [spots]);
  const see = (x: number, y: number, zoom: number) => {
    const seen = zoom <= 1 ? WORLD : { x, y, zoom };
    setQuery({ view: [seen.x, seen.y, seen.zoom].map((n) => Number(n.toFixed(1))).join(",") });
  };
  const choose = (name: string) => setQuery({ at: name === chosen ? null : name }, false);
  return (
    <>
      <div class="row" role="group" aria-label="Section of the map">
        <button type="button" onClick={() => see(view.x, view.y, view.zoom * 1.6)}>
          Closer
        </button>
        <button type="button" onClick={() => see(view.x, view.y, view.zoom / 1.6)}>
          Wider
        </button>
        {(
          [
            ["←", "West", -0.25, 0],
            ["→", "East", 0.25, 0],
            ["↑", "North", 0, -0.25],
            ["↓", "South", 0, 0.25],
          ] as const
        ).map(([sign, label, dx, dy]) => (
          <button key={label} type="button" aria-label={label} disabled={view.zoom <= 1} onClick={() => see(view.x + dx * width, view.y + dy * height, view.zoom)}>
            {sign}
          </button>
        ))}
        <button type="button" onClick={() => setQuery({ view: null })}>
          All places
        </button>
        <button type="button" onClick={() => see(WORLD.x, WORLD.y, WORLD.zoom)}>
          Whole world
        </button>
        <span class="legend-line">
          {QUADS.map((quad) => (
            <span key={quad}>
              <svg width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true">
                <path class={`spot ${quad}`} d={shape(quad, 5)} />
              </svg>{" "}
              {QUAD[quad].word}
            </span>
          ))}
        </span>
      </div>
      <div class="drawing map" ref={sheet}>
        <svg
          ref={svg}
          viewBox={`${view.x - width / 2} ${view.y - height / 2} ${width} ${height}`}
          role="group"
          aria-label={`Map of ${plural(placed, "act")} in ${plural(spots.length, "place")}`}
          onPointerDown={(event) => view.zoom > 1 && setDrag({ x: event.clientX, y: event.clientY, moved: false })}
          onPointerUp={(event) => {
            if (drag === null) return;
            const scale = width / (svg.current?.clientWidth || WIDTH);
            const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
            setDrag(null);
            if (Math.hypot(dx, dy) > 4) see(view.x - dx * scale, view.y - dy * scale, view.zoom);
          }}
        >
          <path class="sea" d={RIM} />
          <path class="grid" d={GRID} stroke-width={0.4 / Math.sqrt(view.zoom)} />
          <path class="land" d={LAND} />
          <path class="borders" d={BORDERS} stroke-width={0.6 / Math.sqrt(view.zoom)} />
          {spots.map((one) => (
            <SpotMark key={`${one.name} ${one.x}`} spot={one} zoom={view.zoom} chosen={one.name === chosen} onChoose={() => choose(one.name)} />
          ))}
          {[...named].map((one) => (
            <text key={`${one.name} ${one.x}`} aria-hidden="true" x={one.x} y={one.y - radius(one, view.zoom) - 3 * scaleAt(view.zoom)} font-size={LETTERS * scaleAt(view.zoom)}>
              {one.name}
            </text>
          ))}
        </svg>
      </div>
      <p class="quiet">
        {`${plural(placed, "act")} in ${plural(spots.length, "place")}; ${threads.length - placed} more have no place that the text names.`}
        {threads.length >= MOST && ` Only the latest ${MOST} acts are taken.`}
      </p>
      <Export name="map" json={spots.map(({ x: _x, y: _y, ...one }) => one)} rows={() => threadTable(spots.flatMap(({ threads: all }) => all))} picture={() => svg.current} />
      {here.length === 0 ? (
        <details>
          <summary>The places as a list</summary>
          <ul class="ties">
            {spots.map((one) => (
              <li key={`${one.name} ${one.x}`}>
                <button type="button" class="link" onClick={() => choose(one.name)}>
                  {one.name}
                </button>{" "}
                <span class="quiet">{[one.country, plural(one.threads.length, "act")].filter(Boolean).join(", ")}</span>
              </li>
            ))}
          </ul>
        </details>
      ) : (
        <section>
          <h2>{chosen}</h2>
          <ul class="cards">
            {here
              .flatMap(({ threads: all }) => all)
              .map((thread) => (
                <ThreadItem key={thread.id} thread={thread} />
              ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** Height of a place's name at the world's own size: on a phone the sheet is drawn smaller. */
const LETTERS = matchMedia("(max-width: 60rem)").matches ? 17 : 11;
/** Marks grow less than the map that is drawn near. */
const scaleAt = (zoom: number) => 1 / zoom ** 0.85;
const radius = (spot: Spot, zoom: number) => (3 + Math.sqrt(spot.threads.length) * 2) * scaleAt(zoom);

/** The places whose names can be written without covering another: the chosen one first, then those with most acts. */
function labelled(spots: Spot[], zoom: number, chosen: string | null): Set<Spot> {
  const scale = scaleAt(zoom);
  const boxes = spots.map((spot) => ({ spot, x: spot.x, y: spot.y - radius(spot, zoom) - 0.64 * LETTERS * scale, halfWidth: spot.name.length * 0.29 * LETTERS * scale, halfHeight: 0.64 * LETTERS * scale }));
  boxes.sort((a, b) => Number(b.spot.name === chosen) - Number(a.spot.name === chosen));
  return new Set([...clear(boxes)].map(({ spot }) => spot));
}

type Kind = (typeof QUADS)[number];

/** Shape as well as colour: a circle and a square for cooperation, a diamond and a triangle for conflict. */
function shape(quad: Kind, r: number): string {
  switch (quad) {
    case "verbal-cooperation":
      return `M${-r} 0A${r} ${r} 0 1 1 ${r} 0A${r} ${r} 0 1 1 ${-r} 0z`;
    case "material-cooperation":
      return `M${-r} ${-r}H${r}V${r}H${-r}z`;
    case "verbal-conflict":
      return `M0 ${-r * 1.2}L${r * 1.2} 0 0 ${r * 1.2} ${-r * 1.2} 0z`;
    default:
      return `M0 ${-r * 1.2}L${r * 1.15} ${r}H${-r * 1.15}z`;
  }
}

function SpotMark({ spot, zoom, chosen, onChoose }: { spot: Spot; zoom: number; chosen: boolean; onChoose: () => void }) {
  const counts = QUADS.map((quad) => [quad, spot.threads.filter((thread) => thread.quad === quad).length] as const);
  const chief = counts.reduce((best, one) => (one[1] > best[1] ? one : best))[0];
  const scale = scaleAt(zoom);
  const r = radius(spot, zoom);
  return (
    <g
      class={chosen ? "node chosen" : "node"}
      transform={`translate(${spot.x.toFixed(2)} ${spot.y.toFixed(2)})`}
      role="button"
      tabindex={0}
      aria-pressed={chosen}
      aria-label={`${spot.name}: ${plural(spot.threads.length, "act")}, mostly ${QUAD[chief].word}`}
      onClick={onChoose}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        onChoose();
      }}
    >
      <path class={`spot ${chief}`} d={shape(chief, r)} stroke-width={1 * scale} />
      <title>{`${spot.name}: ${plural(spot.threads.length, "act")}`}</title>
    </g>
  );
}
