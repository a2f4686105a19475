// Actors and what goes on between them. Cytoscape finds the places; the picture is SVG, so that keys, screen readers and
// the export get at it.

import cytoscape from "cytoscape";
import { useMemo, useRef } from "preact/hooks";
import { type Graph, type Tie, graphOf } from "../graph.ts";
import { ThreadItem } from "../parts/act.tsx";
import { AllThreads } from "../parts/all-threads.tsx";
import { Export } from "../parts/export.tsx";
import type { Field } from "../parts/filters.tsx";
import type { ThreadRow } from "../rows.ts";
import { setQuery, useRoute } from "../route.ts";
import { spread } from "../spread.ts";
import { QUAD, QUADS, plural } from "../words.ts";

const FIELDS: Field[] = ["who", "type", "quad", "status", "place", "from", "to"];
/** The most acts that are taken into the picture. */
const MOST_THREADS = 3000;
/** The most actors that are drawn: more cannot be read. */
const MOST_ACTORS = 40;
const WIDTH = 1000;
const HEIGHT = 640;

export function NetworkView() {
  return (
    <AllThreads fields={FIELDS} most={MOST_THREADS}>
      {(threads) => <Network threads={threads} />}
    </AllThreads>
  );
}

interface Spot {
  x: number;
  y: number;
}

/** What is written at an actor. */
function labelOf(graph: Graph, id: string): string {
  const actor = graph.actors.find((one) => one.id === id);
  return actor === undefined ? id : actor.name + (actor.code === null ? "" : ` ${actor.code}`);
}

/** Places for the actors: always the same for the same graph, since the start is a circle and nothing is drawn by lot. */
function layOut(graph: Graph): Map<string, Spot> {
  const cy = cytoscape({
    headless: true,
    styleEnabled: true,
    elements: [
      ...graph.actors.map(({ id }, at) => ({
        data: { id },
        position: { x: Math.cos((2 * Math.PI * at) / graph.actors.length) * 300, y: Math.sin((2 * Math.PI * at) / graph.actors.length) * 200 },
      })),
      ...graph.ties.map(({ from, to }, at) => ({ data: { id: `tie ${at}`, source: from, target: to } })),
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
  const boxes = found.map(({ id, x, y }) => ({ id, x: scale(x, xs, WIDTH, 90), y: scale(y, ys, HEIGHT, 40), halfWidth: labelOf(graph, id).length * 3.7 + 6, halfHeight: 19 }));
  // A box holds the circle and the name above it.
  return new Map(spread(boxes, WIDTH, HEIGHT).map(({ id, x, y }) => [id, { x, y: y + 8 }]));
}

function Network({ threads }: { threads: ThreadRow[] }) {
  const { query } = useRoute();
  const svg = useRef<SVGSVGElement>(null);
  const graph = useMemo(() => graphOf(threads, MOST_ACTORS), [threads]);
  const spots = useMemo(() => layOut(graph), [graph]);
  const chosen = query.get("actor");
  if (graph.ties.length === 0) return <p class="quiet">No two actors are tied by such acts. Take a filter away.</p>;
  const shown = chosen === null ? [] : graph.ties.filter(({ from, to }) => from === chosen || to === chosen);
  const actor = graph.actors.find(({ id }) => id === chosen);
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
        <svg ref={svg} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="group" aria-label={`${plural(graph.actors.length, "actor")} and ${plural(graph.ties.length, "tie")}`}>
          <defs>
            {QUADS.map((quad) => (
              <marker key={quad} id={`arrow-${quad}`} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" markerUnits="userSpaceOnUse" orient="auto">
                <path d="M0 0 8 4 0 8z" class={`head ${quad}`} />
              </marker>
            ))}
          </defs>
          {graph.ties.map((tie, at) => (
            <TieLine key={at} tie={tie} spots={spots} faded={chosen !== null && tie.from !== chosen && tie.to !== chosen} />
          ))}
          {graph.actors.map(({ id, sources }) => {
            const spot = spots.get(id);
            if (spot === undefined) return null;
            return (
              <g
                key={id}
                class={id === chosen ? "node chosen" : "node"}
                transform={`translate(${spot.x.toFixed(1)} ${spot.y.toFixed(1)})`}
                role="button"
                tabindex={0}
                aria-pressed={id === chosen}
                aria-label={`${labelOf(graph, id)}, ${plural(sources, "source")}`}
                onClick={() => setQuery({ actor: id === chosen ? null : id }, false)}
                onKeyDown={(event) => {
                  if (event.key !== "Enter" && event.key !== " ") return;
                  event.preventDefault();
                  setQuery({ actor: id === chosen ? null : id }, false);
                }}
              >
                <circle r={4 + Math.sqrt(sources) * 1.6} />
                <text y={-8 - Math.sqrt(sources) * 1.6}>
                  {labelOf(graph, id)}
                </text>
              </g>
            );
          })}
        </svg>
      </div>
      {graph.left > 0 && <p class="quiet">{`The ${graph.actors.length} actors with most sources are drawn; ${graph.left} more are left out. Narrow the question to see them.`}</p>}
      {threads.length >= MOST_THREADS && <p class="quiet">{`Only the latest ${MOST_THREADS} acts are taken.`}</p>}
      <Export name="network" json={graph} rows={() => graph.ties.map((tie) => ({ from: nameOf(graph, tie.from), to: nameOf(graph, tie.to), quad: tie.quad, directed: tie.directed, acts: tie.threads.length, sources: tie.sources }))} picture={() => svg.current} />
      {actor === undefined ? (
        <Ties graph={graph} />
      ) : (
        <section>
          <h2>{actor.name}</h2>
          {/^n\d+$/.test(actor.id) && (
            <p>
              <a href={`/who?entity=${actor.id}`}>who that is</a>
            </p>
          )}
          <ul class="cards">
            {[...new Set(shown.flatMap(({ threads: all }) => all))].map((thread) => (
              <ThreadItem key={thread.id} thread={thread} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

const nameOf = (graph: Graph, id: string) => graph.actors.find((actor) => actor.id === id)?.name ?? id;

/** The same in words. */
function Ties({ graph }: { graph: Graph }) {
  return (
    <details>
      <summary>The ties as a list</summary>
      <ul class="ties">
        {[...graph.ties]
          .sort((a, b) => b.sources - a.sources)
          .map((tie, at) => (
            <li key={at}>
              {nameOf(graph, tie.from)} {tie.directed ? "→" : "↔"} {nameOf(graph, tie.to)} <span class="quiet">{`${QUAD[tie.quad].word}, ${plural(tie.threads.length, "act")}, ${plural(tie.sources, "source")}`}</span>
            </li>
          ))}
      </ul>
    </details>
  );
}

/** A bow, so that ties of several kinds between the same two do not cover each other. */
function TieLine({ tie, spots, faded }: { tie: Tie; spots: Map<string, Spot>; faded: boolean }) {
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
    <path class={`tie ${tie.quad}${faded ? " faded" : ""}`} d={path} stroke-width={(1 + Math.sqrt(tie.sources)).toFixed(1)} stroke-dasharray={QUAD[tie.quad].stroke} {...(tie.directed ? { "marker-end": `url(#arrow-${tie.quad})` } : {})}>
      <title>{`${QUAD[tie.quad].word}: ${plural(tie.threads.length, "act")}, ${plural(tie.sources, "source")}`}</title>
    </path>
  );
}
