// Paste a text or an address and see it read at once.

import { useEffect, useRef, useState } from "preact/hooks";
import { useAbout } from "../about.ts";
import { Problem, postText } from "../api.ts";
import { Failed } from "../parts/wait.tsx";
import type { ArticleRecord } from "../record.ts";
import { go } from "../route.ts";
import { ReadArticle } from "./article.tsx";

const EXAMPLE = `Envoys meet in Geneva

GENEVA – The foreign ministers of Chad and Sudan met on Monday and agreed to reopen the border crossing at Adré, a Swiss diplomat said.

“We will not wait for another harvest,” Chadian Foreign Minister Idriss Maloum told reporters. At least 40 people were killed in clashes near the crossing last week. A second round is planned for Thursday.`;

interface Kept {
  text: string;
  address: string;
  published: string;
  record: ArticleRecord | null;
}

/** What was asked last and its record outlive a look at another view. */
let kept: Kept = { text: "", address: "", published: "", record: null };

export function ReadView() {
  const [text, setText] = useState(kept.text);
  const [address, setAddress] = useState(kept.address);
  const [published, setPublished] = useState(kept.published);
  const [record, setRecord] = useState(kept.record);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const result = useRef<HTMLDivElement>(null);
  const about = useAbout();
  const fetches = about.state === "ready" && about.value.fetches;

  useEffect(() => {
    kept = { text, address, published, record };
  }, [text, address, published, record]);

  const show = async (asked: Promise<ArticleRecord>) => {
    setBusy(true);
    setProblem(null);
    try {
      const answer = await asked;
      go("/read", true);
      setRecord(answer);
      requestAnimationFrame(() => result.current?.scrollIntoView({ block: "start" }));
    } catch (error) {
      setProblem(error instanceof Problem ? error : new Problem(0, "The page has a fault", String(error)));
    } finally {
      setBusy(false);
    }
  };

  const fetchPage = (given: string) => {
    setAddress(given);
    const wanted = published === "" ? { url: given } : { url: given, published };
    void show(postText<ArticleRecord>("/v1/fetch", JSON.stringify(wanted), "application/json"));
  };

  const read = (given: string) => {
    if (isAddress(given)) return fetchPage(given.trim());
    const query = published === "" ? "" : `?published=${encodeURIComponent(published)}`;
    const type = looksLikeHtml(given) ? "text/html; charset=utf-8" : "text/plain; charset=utf-8";
    void show(postText<ArticleRecord>(`/v1/read${query}`, given, type));
  };

  return (
    <>
      <div class="paste">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            read(text);
          }}
        >
          <label for="pasted">Paste an article, as copied from its page, or its HTML. It is read on this machine and not kept.</label>
          <textarea
            id="pasted"
            rows={record === null ? 14 : 5}
            required
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
            onPaste={(event) => {
              // Only a paste into the empty field is read at once: one into a text is being edited.
              if (text !== "") return;
              const pasted = event.clipboardData?.getData("text/plain") ?? "";
              if (pasted.trim() === "") return;
              event.preventDefault();
              if (!isAddress(pasted)) setText(pasted);
              read(pasted);
            }}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
                event.preventDefault();
                read(text);
              }
            }}
          />
          <div class="row">
            <label>
              Published on <input type="date" value={published} onInput={(event) => setPublished(event.currentTarget.value)} />
            </label>
            <button type="submit" class="chief" disabled={busy || text.trim() === ""}>
              {busy ? "Reading…" : "Read"}
            </button>
            <button
              type="button"
              disabled={busy}
              onClick={() => {
                setText(EXAMPLE);
                read(EXAMPLE);
              }}
            >
              Try an invented one
            </button>
            <span class="quiet">“Thursday” is a day only if it is known when the article was published.</span>
          </div>
        </form>
        <form
          class="row"
          onSubmit={(event) => {
            event.preventDefault();
            fetchPage(address.trim());
          }}
        >
          <label class="address">
            Or its address{" "}
            <input type="url" id="address" required placeholder="https://" disabled={!fetches} value={address} onInput={(event) => setAddress(event.currentTarget.value)} aria-describedby="fetching" />
          </label>
          <button type="submit" disabled={busy || !fetches || address.trim() === ""}>
            Fetch and read
          </button>
          <span class="quiet" id="fetching">
            {fetches ? (
              "The page is fetched by this desk, once, and not kept."
            ) : (
              <>
                Pages are fetched only where the desk was started with <code>dateline serve --allow-fetch</code>.
              </>
            )}
          </span>
        </form>
      </div>
      {problem !== null && <Failed problem={problem} />}
      <div ref={result} aria-live="polite">
        {record !== null && <ReadArticle key={record.document.id} record={record} />}
      </div>
    </>
  );
}

/** Whether a pasted text is an address of the web and nothing else. */
function isAddress(text: string): boolean {
  return /^\s*https?:\/\/\S+\s*$/i.test(text);
}

function looksLikeHtml(text: string): boolean {
  return /^\s*(<!doctype html|<html|<head|<body|<article|<div|<p[\s>])/i.test(text);
}
