// The frame around every view, and which view an address opens.

import type { ComponentType } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useAbout } from "./about.ts";
import { useRoute } from "./route.ts";
import { ArticleView } from "./views/article.tsx";
import { ReadView } from "./views/read.tsx";

/** The views with libraries of their own are loaded when they are first opened. */
const LATER: Record<string, () => Promise<ComponentType>> = {
  "/articles": async () => (await import("./views/articles.tsx")).ArticlesView,
  "/timeline": async () => (await import("./views/timeline.tsx")).TimelineView,
  "/stories": async () => (await import("./views/stories.tsx")).StoriesView,
  "/threads": async () => (await import("./views/threads.tsx")).ThreadsView,
  "/network": async () => (await import("./views/network.tsx")).NetworkView,
  "/map": async () => (await import("./views/map.tsx")).MapView,
  "/agenda": async () => (await import("./views/agenda.tsx")).AgendaView,
  "/statements": async () => (await import("./views/statements.tsx")).StatementsView,
  "/who": async () => (await import("./views/who.tsx")).WhoView,
};

const NAVIGATION = [
  ["/articles", "Articles"],
  ["/stories", "Stories"],
  ["/timeline", "Timeline"],
  ["/threads", "Threads"],
  ["/agenda", "Agenda"],
  ["/statements", "Statements"],
  ["/who", "Who"],
  ["/network", "Network"],
  ["/map", "Map"],
  ["/read", "Read a text"],
] as const;

export function App() {
  const { path, query } = useRoute();
  const about = useAbout();
  const main = useRef<HTMLElement>(null);
  const here = path === "/" ? "/articles" : path.replace(/\/$/, "");
  const section = `/${here.split("/")[1] ?? ""}`;
  // One article, act or person after another is another view too.
  const shown = [here, query.get("thread"), query.get("entity")].join(" ");
  const title = NAVIGATION.find(([address]) => address === section)?.[1] ?? "Not found";

  // A new view is told to screen readers by its title, and keys go on from its start.
  const first = useRef(true);
  useEffect(() => {
    document.title = `${title} – Dateline`;
    if (!first.current) main.current?.focus({ preventScroll: true });
    first.current = false;
  }, [shown]);
  useEffect(() => document.querySelector(".masthead [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" }), [section]);

  return (
    <>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <header class="masthead">
        <a class="name" href="/">
          Dateline
        </a>
        <nav aria-label="Views">
          {NAVIGATION.map(([address, words]) => (
            <a key={address} href={address} aria-current={address === section ? "page" : undefined}>
              {words}
            </a>
          ))}
        </nav>
        <ThemeButton />
      </header>
      {about.state === "ready" && about.value.demonstration && (
        <p class="banner">
          A demonstration: every article here is invented. <code>dateline serve --archive FOLDER</code> opens your own.
        </p>
      )}
      <main id="main" ref={main} tabIndex={-1}>
        <View path={here} section={section} />
      </main>
      <footer class="foot">
        <span>Every fact rests on the words that it shows; look at the sentence.</span>
        <a href="/openapi.json">API</a>
      </footer>
    </>
  );
}

function View({ path, section }: { path: string; section: string }) {
  const article = /^\/articles\/([^/]+)$/.exec(path)?.[1];
  if (article !== undefined) return <ArticleView key={article} id={decodeURIComponent(article)} />;
  if (section === "/read") return <ReadView />;
  const load = LATER[section];
  if (load === undefined) return <p class="problem">There is no such page. Choose one above.</p>;
  return <Later key={section} load={load} />;
}

function Later({ load }: { load: () => Promise<ComponentType> }) {
  const [loaded, set] = useState<{ view: ComponentType } | { fault: string } | null>(null);
  useEffect(() => {
    load().then(
      (view) => set({ view }),
      (fault: unknown) => set({ fault: String(fault) }),
    );
  }, [load]);
  if (loaded === null) return <p class="quiet">Opening…</p>;
  if ("fault" in loaded) return <p class="problem">This part of the page could not be loaded ({loaded.fault}). Reload the page.</p>;
  const { view: LoadedView } = loaded;
  return <LoadedView />;
}

const THEMES = ["auto", "light", "dark"] as const;
type Theme = (typeof THEMES)[number];

function ThemeButton() {
  const [theme, set] = useState<Theme>(() => THEMES.find((known) => known === localStorage.getItem("dateline-theme")) ?? "auto");
  useEffect(() => {
    document.documentElement.dataset["theme"] = theme;
    localStorage.setItem("dateline-theme", theme);
  }, [theme]);
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "auto";
  return (
    <button type="button" class="theme" onClick={() => set(next)} title={`Colours: ${theme}; next: ${next}`}>
      <span aria-hidden="true">◐</span> {theme}
      <span class="unseen"> colours; change to {next}</span>
    </button>
  );
}
