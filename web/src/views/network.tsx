// Actors and what goes on between them. Cytoscape finds the places; the picture is SVG, so that keys, screen readers and
// the export get at it.

import cytoscape from "cytoscape";
import { useMemo, useRef, useState } from "preact/hooks";
import { asking, useJson } from "../api.ts";
import { Acts } from "../parts/acts.tsx";
import { Export } from "../parts/export.tsx";
import { type Field, Filters, question } from "../parts/filters.tsx";
import { Wait } from "../parts/wait.tsx";
import type { Actor, Tie, TieCounts } from "../rows.ts";
import { setQuery, useRoute } from "../route.ts";
import { spread } from "../spread.ts";
import { QUAD, QUADS, plural } from "../words.ts";

const FIELDS: Field[] = ["q", "who", "type", "quad", "status", "place", "from", "to", "articles_min"];
/** The most actors that are drawn: more cannot be read. */
const MOST_ACTORS = 40;
/** The most ties that are drawn unless all are wanted, for the same reason. */
const MOST_TIES = 100;
const WIDTH = 1000;
const HEIGHT = 640;

export function NetworkView() {
  const { query } = useRoute();
  const asked = question(query, FIELDS);
  const loaded = useJson<TieCounts>(asking(asking("/v1/ties", asked), `limit=${MOST_ACTORS}`));
  return (
    <>
      <Filters fields={FIELDS} />
      <Wait loaded={loaded}>{(graph) => <Network graph={graph} asked={asked} />}</Wait>
    </>
  );
}

interface Spot {
  x: number;
  y: number;
}

/** What is written at an actor. */
const labelOf = ({ name, code }: Actor) => name + (code === null ? "" : ` ${code}`);

/** Places for the actors: always the same for the same graph, since the start is a circle and nothing is drawn by lot. */
function layOut(actors: Actor[], ties: Tie[]): Map<string, Spot> {
  const cy = cytoscape({
    headless: true,
    styleEnabled: true,
    elements: [
      ...actors.map(({ entity }, at) => ({
        data: { id: entity },
        position: { x: Math.cos((2 * Math.PI * at) / actors.length) * 300, y: Math.sin((2 * Math.PI * at) / actors.length) * 200 },
      })),
      ...ties.map(({ from, to }, at) => ({ data: { id: `tie ${at}`, source: from, target: to } })),
    ],
    style: [{ selector: "node", style: { width: 60, height: 30 } }],
  });
  cy.layout({ name: "cose", animate: false, randomize: false, fit: false, numIter: 1500, nodeRepulsion: () => 60_000, idealEdgeLength: () => 90, nodeOverlap: 40, boundingBox: { x1: 0, y1: 0, w: WIDTH, h: HEIGHT } }).run();
  const found = cy.nodes().map((node) => ({ id: node.id(), ...node.position() }));
  cy.destroy();
  // Drawn out to the whole sheet, with a margin for names; half by distance, half by order, so that groups which nothing ties do not
  // crowd the rest into a corner.
  const xs = found.map(({ x }) => x).sort((a, b) => a - b);
  const ys = found.map(({ y }) => y).sort((a, b) => a - b);
  const scale = (value: number, all: number[], size: number, margin: number) => {
    const [least, most] = [all[0] ?? 0, all.at(-1) ?? 0];
    if (most - least < 1) return size / 2;
    const [distance, order] = [(value - least) / (most - least), all.indexOf(value) / (all.length - 1)];
    return margin + ((distance + order) / 2) * (size - 2 * margin);
  };
  const widths = new Map(actors.map((actor) => [actor.entity, labelOf(actor).length * 3.7 + 6]));
  const boxes = found.map(({ id, x, y }) => ({ id, x: scale(x, xs, WIDTH, 90), y: scale(y, ys, HEIGHT, 40), halfWidth: widths.get(id) ?? 0, halfHeight: 22 }));
  // A box holds the circle and the name above it.
  return new Map(spread(boxes, WIDTH, HEIGHT).map(({ id, x, y }) => [id, { x, y: y + 8 }]));
}

/** Radius of an actor with so many sources, where the one with most has `most`. */
const radius = (sources: number, most: number) => 4 + Math.min(1.6, 14 / Math.sqrt(Math.max(1, most))) * Math.sqrt(sources);

function Network({ graph, asked }: { graph: TieCounts; asked: string }) {
  const { query } = useRoute();
  const svg = useRef<SVGSVGElement>(null);
  const every = query.get("ties") === "all";
  const strong = useMemo(() => (every ? graph.ties : graph.ties.slice(0, MOST_TIES)), [graph, every]);
  // Whoever has only ties too weak to be drawn would float for nothing.
  const actors = useMemo(() => graph.actors.filter(({ entity }) => strong.some(({ from, to }) => from === entity || to === entity)), [graph, strong]);
  const spots = useMemo(() => layOut(actors, strong), [actors, strong]);
  const chosen = query.get("actor");
  if (graph.ties.length === 0) return <p class="quiet">No two actors are tied by such acts. Take a filter away.</p>;
  const actor = actors.find(({ entity }) => entity === chosen);
  const own = actor === undefined ? [] : graph.ties.filter(({ from, to }) => from === chosen || to === chosen);
  const drawn = [...strong, ...own.filter((tie) => !strong.includes(tie))];
  const most = actors[0]?.sources ?? 1;
  const thickest = graph.ties[0]?.sources ?? 1;
  const name = (entity: string) => graph.actors.find((one) => one.entity === entity)?.name ?? entity;
  const choose = (entity: string) => setQuery({ actor: entity === chosen ? null : entity }, false);
  return (
    <>
      <p class="legend-line">
        {QUADS.map((quad) => (
          <span key={quad}>
            <svg width="34" height="8" aria-hidden="true">
              <line x1="0" y1="4" x2="34" y2="4" class={`tie ${quad}`} stroke-width={quad.startsWith("material") ? 3 : 2} stroke-dasharray={QUAD[quad].stroke} />
            </svg>{" "}
            {QUAD[quad].word}
          </span>
        ))}
        <span class="quiet">thicker: more independent sources</span>
      </p>
      <div class="drawing">
        <svg ref={svg} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="group" aria-label={`${plural(actors.length, "actor")} and ${plural(drawn.length, "tie")}`}>
          <defs>
            {QUADS.map((quad) => (
              <marker key={quad} id={`arrow-${quad}`} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" markerUnits="userSpaceOnUse" orient="auto">
                <path d="M0 0 8 4 0 8z" class={`head ${quad}`} />
              </marker>
            ))}
          </defs>
          {drawn.map((tie) => (
            <TieLine key={`${tie.from} ${tie.to} ${tie.quad} ${tie.directed}`} tie={tie} spots={spots} width={1 + Math.min(1, 6 / Math.sqrt(thickest)) * Math.sqrt(tie.sources)} faded={actor !== undefined && tie.from !== chosen && tie.to !== chosen} />
          ))}
          {actors.map((one) => {
            const spot = spots.get(one.entity);
            if (spot === undefined) return null;
            const r = radius(one.sources, most);
            return (
              <g
                key={one.entity}
                class={one.entity === chosen ? "node chosen" : "node"}
                transform={`translate(${spot.x.toFixed(1)} ${spot.y.toFixed(1)})`}
                role="button"
                tabindex={0}
                aria-pressed={one.entity === chosen}
                aria-label={`${labelOf(one)}, ${plural(one.sources, "source")}`}
                onClick={() => choose(one.entity)}
                onKeyDown={(event) => {
                  if (event.key !== "Enter" && event.key !== " ") return;
                  event.preventDefault();
                  choose(one.entity);
                }}
              >
                <circle r={r} />
              </g>
            );
          })}
          {actors.map((one) => {
            const spot = spots.get(one.entity);
            // Names lie over all circles, none of which covers the name of another.
            return spot === undefined ? null : (
              <text key={one.entity} aria-hidden="true" class="label" x={spot.x.toFixed(1)} y={(spot.y - 4 - radius(one.sources, most)).toFixed(1)}>
                {labelOf(one)}
              </text>
            );
          })}
        </svg>
      </div>
      <p class="row">
        <span class="quiet">{toldOf(graph, strong.length)}</span>
        {graph.ties.length > MOST_TIES && (
          <button type="button" aria-pressed={every} onClick={() => setQuery({ ties: every ? null : "all" }, false)}>
            All ties
          </button>
        )}
      </p>
      <Export
        name="network"
        shown={graph}
        rows={({ ties }) => ties.map((tie) => ({ from: name(tie.from), to: name(tie.to), quad: tie.quad, directed: tie.directed, acts: tie.acts, sources: tie.sources }))}
        picture={() => svg.current}
      />
      {actor === undefined ? <TieList ties={graph.ties} name={name} /> : <ActorActs actor={actor} ties={own} name={name} asked={asked} />}
    </>
  );
}

/** What is drawn, and what is not. */
function toldOf(graph: TieCounts, drawn: number): string {
  const parts = [`${plural(graph.acts, "act")}${graph.complete ? "" : ", the latest of very many,"} tie these ${graph.actors.length} actors${graph.left > 0 ? `, those with most sources, and ${plural(graph.left, "other")}` : ""}.`];
  if (drawn < graph.ties.length) parts.push(`The ${drawn} ties with most sources are drawn of ${graph.ties.length}; a click on an actor shows all of its own.`);
  return parts.join(" ");
}

const tieWords = (tie: Tie) => `${QUAD[tie.quad].word}, ${plural(tie.acts, "act")}, ${plural(tie.sources, "source")}`;

function TieItem({ tie, name }: { tie: Tie; name: (entity: string) => string }) {
  const [from, to] = [name(tie.from), name(tie.to)];
  return (
    <li>
      <a href={`/threads?who=${encodeURIComponent(`${from} ${tie.directed ? "->" : "<->"} ${to}`)}&quad=${tie.quad}`}>
        {from} {tie.directed ? "→" : "↔"} {to}
      </a>{" "}
      <span class="quiet">{tieWords(tie)}</span>
    </li>
  );
}

/** The same in words, made only once they are asked for. */
function TieList({ ties, name }: { ties: Tie[]; name: (entity: string) => string }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>The ties as a list</summary>
      {open && (
        <ul class="ties">
          {ties.map((tie) => (
            <TieItem key={`${tie.from} ${tie.to} ${tie.quad} ${tie.directed}`} tie={tie} name={name} />
          ))}
        </ul>
      )}
    </details>
  );
}

/** An actor's ties, and the acts that make them. */
function ActorActs({ actor, ties, name, asked }: { actor: Actor; ties: Tie[]; name: (entity: string) => string; asked: string }) {
  const { query } = useRoute();
  const acts = new URLSearchParams(asked);
  if (!acts.has("who")) acts.set("who", actor.name);
  const party = ({ entity }: { entity: string | null }) => entity === actor.entity;
  return (
    <section>
      <h2>{actor.name}</h2>
      <p>
        <a href={`/who?entity=${actor.entity}`}>who that is</a>
      </p>
      <TieList ties={ties} name={name} />
      <Acts key={actor.entity} asked={acts.toString()} status={query.get("status")} keep={(thread) => [...thread.actors, ...thread.recipients].some(party)} />
    </section>
  );
}

/** A bow, so that ties of several kinds between the same two do not cover each other. */
function TieLine({ tie, spots, width, faded }: { tie: Tie; spots: Map<string, Spot>; width: number; faded: boolean }) {
  const from = spots.get(tie.from);
  const to = spots.get(tie.to);
  if (from === undefined || to === undefined) return null;
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy) || 1;
  const bend = (QUADS.indexOf(tie.quad) - 1) * 14 + 10;
  const middle = { x: (from.x + to.x) / 2 - (dy / length) * bend, y: (from.y + to.y) / 2 + (dx / length) * bend };
  // It ends at the rim of the circle, so that the arrow can be seen.
  const end = { x: to.x - ((to.x - middle.x) / (Math.hypot(to.x - middle.x, to.y - middle.y) || 1)) * 12, y: to.y - ((to.y - middle.y) / (Math.hypot(to.x - middle.x, to.y - middle.y) || 1)) * 12 };
  const path = `M${from.x.toFixed(1)} ${from.y.toFixed(1)}Q${middle.x.toFixed(1)} ${middle.y.toFixed(1)} ${end.x.toFixed(1)} ${end.y.toFixed(1)}`;
  return (
    <path class={`tie ${tie.quad}${faded ? " faded" : ""}`} d={path} stroke-width={width.toFixed(1)} stroke-dasharray={QUAD[tie.quad].stroke} {...(tie.directed && !faded ? { "marker-end": `url(#arrow-${tie.quad})` } : {})}>
      <title>{tieWords(tie)}</title>
    </path>
  );
}
