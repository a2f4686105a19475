// Actors and what goes on between them, from threads.

import type { Quad } from "./record.ts";
import type { Party, ThreadRow } from "./rows.ts";

export interface Actor {
  /** The entity's identifier, else its name. */
  id: string;
  name: string;
  code: string | null;
  /** Independent sources of all acts that it is a party to. */
  sources: number;
}

export interface Tie {
  from: string;
  to: string;
  quad: Quad;
  /** Whether it goes one way; meetings and agreements go both. */
  directed: boolean;
  sources: number;
  threads: ThreadRow[];
}

export interface Graph {
  actors: Actor[];
  ties: Tie[];
  /** How many actors were left out because there are too many to draw. */
  left: number;
}

const keyOf = (party: Party) => party.entity ?? party.name;

/** The graph of the acts that happened or are said to; what did not happen ties nobody. At most `most` actors, those with most sources. */
export function graphOf(threads: ThreadRow[], most: number): Graph {
  const actors = new Map<string, Actor>();
  const ties = new Map<string, Tie>();
  const note = (party: Party, sources: number) => {
    const id = keyOf(party);
    const actor = actors.get(id) ?? { id, name: party.name, code: party.code, sources: 0 };
    actor.sources += sources;
    actors.set(id, actor);
  };
  for (const thread of threads) {
    if (thread.status === "negated") continue;
    for (const [from, to, directed] of pairs(thread)) {
      const sides = directed || keyOf(from) < keyOf(to) ? [from, to] : [to, from];
      const [one, other] = sides as [Party, Party];
      if (keyOf(one) === keyOf(other)) continue;
      const key = [keyOf(one), keyOf(other), thread.quad, directed].join("\u0000");
      const tie = ties.get(key) ?? { from: keyOf(one), to: keyOf(other), quad: thread.quad, directed, sources: 0, threads: [] };
      tie.sources += thread.sources;
      tie.threads.push(thread);
      ties.set(key, tie);
      note(one, thread.sources);
      note(other, thread.sources);
    }
  }
  const ranked = [...actors.values()].sort((a, b) => b.sources - a.sources || (a.id < b.id ? -1 : 1));
  const kept = new Set(ranked.slice(0, most).map(({ id }) => id));
  return {
    actors: ranked.slice(0, most),
    ties: [...ties.values()].filter(({ from, to }) => kept.has(from) && kept.has(to)),
    left: Math.max(0, ranked.length - most),
  };
}

function* pairs(thread: ThreadRow): Generator<[Party, Party, boolean]> {
  for (const actor of thread.actors) for (const recipient of thread.recipients) yield [actor, recipient, true];
  if (thread.recipients.length > 0) return;
  for (let i = 0; i < thread.actors.length; i += 1)
    for (let j = i + 1; j < thread.actors.length; j += 1) yield [thread.actors[i]!, thread.actors[j]!, false];
}
