// Where acts happened, on a map that needs no server of tiles.

import { geoEqualEarth, geoGraticule10, geoPath } from "d3-geo";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import atlas from "world-atlas/countries-110m.json";
import { asking, useJson } from "../api.ts";
import { Acts } from "../parts/acts.tsx";
import type { Row } from "../parts/csv.ts";
import { Export } from "../parts/export.tsx";
import { type Field, Filters, question } from "../parts/filters.tsx";
import { Wait } from "../parts/wait.tsx";
import type { PlaceCount, PlaceCounts } from "../rows.ts";
import { setQuery, useRoute } from "../route.ts";
import { clear } from "../spread.ts";
import { QUAD, QUADS, plural } from "../words.ts";

const FIELDS: Field[] = ["q", "who", "type", "quad", "status", "from", "to", "articles_min"];
/** The most places that are asked for, those with most acts. */
const MOST = 1000;
/** The most places that are drawn in one section: more cover each other. */
const DRAWN = 250;
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
  const { query } = useRoute();
  const asked = question(query, FIELDS);
  const loaded = useJson<PlaceCounts>(asking(asking("/v1/places", asked), `limit=${MOST}`));
  return (
    <>
      <Filters fields={FIELDS} />
      <Wait loaded={loaded}>{(counts) => <WorldMap counts={counts} asked={asked} />}</Wait>
    </>
  );
}

interface Spot extends PlaceCount {
  name: string;
  x: number;
  y: number;
}

/** The places on the sheet, those with most acts first, so that small marks are drawn on top of large ones. */
function spotsOf({ items }: PlaceCounts): Spot[] {
  return items.flatMap((item) => {
    const { name, latitude, longitude } = item.place;
    const at = latitude === null || longitude === null ? null : projection([longitude, latitude]);
    return at === null ? [] : [{ ...item, name, x: at[0], y: at[1] }];
  });
}

/** A place as a question: its very point, since others may bear its name. */
const pointOf = ({ place }: Spot) => `${place.latitude},${place.longitude},1km`;

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

function WorldMap({ counts, asked }: { counts: PlaceCounts; asked: string }) {
  const { query } = useRoute();
  const svg = useRef<SVGSVGElement>(null);
  const spots = useMemo(() => spotsOf(counts), [counts]);
  const view = viewOf(query.get("view")) ?? around(spots);
  const sheet = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<{ x: number; y: number; moved: boolean } | null>(null);
  const chosen = query.get("at");
  // Several places may bear the name.
  const here = chosen === null ? [] : spots.filter(({ name }) => name === chosen);
  const [width, height] = [WIDTH / view.zoom, HEIGHT / view.zoom];
  const most = spots[0]?.acts ?? 1;
  const inside = spots.filter(({ x, y }) => Math.abs(x - view.x) <= width / 2 && Math.abs(y - view.y) <= height / 2);
  const drawn = [...inside.slice(0, DRAWN), ...here.filter((one) => inside.indexOf(one) >= DRAWN)];
  const named = labelled(drawn, view.zoom, most, chosen);
  const placed = spots.reduce((sum, { acts }) => sum + acts, 0);
  // On a phone the sheet is wider than the window: it opens where most of the acts are.
  useEffect(() => {
    if (sheet.current === null || placed === 0) return;
    const middle = spots.reduce((sum, { x, acts }) => sum + x * acts, 0) / placed;
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
          aria-label={`Map of ${plural(counts.placed, "act")} in ${plural(counts.places, "place")}`}
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
          {drawn.map((one) => (
            <SpotMark key={`${one.name} ${one.x}`} spot={one} zoom={view.zoom} most={most} chosen={one.name === chosen} onChoose={() => choose(one.name)} />
          ))}
          {[...named].map((one) => (
            <text key={`${one.name} ${one.x}`} aria-hidden="true" x={one.x} y={one.y - radius(one, view.zoom, most) - 3 * scaleAt(view.zoom)} font-size={LETTERS * scaleAt(view.zoom)}>
              {one.name}
            </text>
          ))}
        </svg>
      </div>
      <p class="quiet">
        {`${plural(counts.placed, "act")} in ${plural(counts.places, "place")}; ${(counts.acts - counts.placed).toLocaleString("en")} more have no place that the text names.`}
        {inside.length > DRAWN && ` Of the places in this section, the ${DRAWN} with most acts are drawn; come closer to see more.`}
        {counts.places > spots.length && ` The ${spots.length.toLocaleString("en")} places with most acts are known here; narrow the question to see the others.`}
      </p>
      <Export name="map" shown={counts} rows={({ items }) => items.map(asRow)} picture={() => svg.current} />
      {here.length === 0 ? (
        <PlaceList spots={spots} onChoose={choose} />
      ) : (
        <section>
          <h2>{chosen}</h2>
          {here.map((one) => (
            <Acts key={pointOf(one)} asked={[asked, `place=${encodeURIComponent(pointOf(one))}`].filter((part) => part !== "").join("&")} status={query.get("status")} />
          ))}
        </section>
      )}
    </>
  );
}

/** The same in words, made only once they are asked for. */
function PlaceList({ spots, onChoose }: { spots: Spot[]; onChoose: (name: string) => void }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>The places as a list</summary>
      {open && (
        <ul class="ties">
          {spots.map((one) => (
            <li key={`${one.name} ${one.x}`}>
              <button type="button" class="link" onClick={() => onChoose(one.name)}>
                {one.name}
              </button>{" "}
              <span class="quiet">{[one.place.country, plural(one.acts, "act")].filter(Boolean).join(", ")}</span>
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}

function asRow({ place, acts, sources, quads }: PlaceCount): Row {
  const of = (quad: Kind) => quads.find((one) => one.quad === quad)?.acts ?? 0;
  return { ...place, acts, sources, ...Object.fromEntries(QUADS.map((quad) => [quad, of(quad)])) };
}

/** Height of a place's name at the world's own size: on a phone the sheet is drawn smaller. */
const LETTERS = matchMedia("(max-width: 60rem)").matches ? 17 : 11;
/** Marks grow less than the map that is drawn near. */
const scaleAt = (zoom: number) => 1 / zoom ** 0.85;
/** The largest mark has a radius of 23 at most, however many acts it stands for. */
const radius = (spot: Spot, zoom: number, most: number) => (3 + Math.min(2, 20 / Math.sqrt(most)) * Math.sqrt(spot.acts)) * scaleAt(zoom);

/** The places whose names can be written without covering another: the chosen one first, then those with most acts. */
function labelled(spots: Spot[], zoom: number, most: number, chosen: string | null): Set<Spot> {
  const scale = scaleAt(zoom);
  const boxes = spots.map((spot) => ({ spot, x: spot.x, y: spot.y - radius(spot, zoom, most) - 0.64 * LETTERS * scale, halfWidth: spot.name.length * 0.29 * LETTERS * scale, halfHeight: 0.64 * LETTERS * scale }));
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

function SpotMark({ spot, zoom, most, chosen, onChoose }: { spot: Spot; zoom: number; most: number; chosen: boolean; onChoose: () => void }) {
  const chief = spot.quads.reduce((best, one) => (one.acts > best.acts ? one : best)).quad;
  const scale = scaleAt(zoom);
  const r = radius(spot, zoom, most);
  return (
    <g
      class={chosen ? "node chosen" : "node"}
      transform={`translate(${spot.x.toFixed(2)} ${spot.y.toFixed(2)})`}
      role="button"
      tabindex={0}
      aria-pressed={chosen}
      aria-label={`${spot.name}: ${plural(spot.acts, "act")}, mostly ${QUAD[chief].word}`}
      onClick={onChoose}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        onChoose();
      }}
    >
      <path class={`spot ${chief}`} d={shape(chief, r)} stroke-width={1 * scale} />
      <title>{`${spot.name}: ${plural(spot.acts, "act")}`}</title>
    </g>
  );
}
