// Paste a text and see it read at once.

import { useEffect, useRef, useState } from "preact/hooks";
import { Problem, postText } from "../api.ts";
import { Failed } from "../parts/wait.tsx";
import type { ArticleRecord } from "../record.ts";
import { go } from "../route.ts";
import { ReadArticle } from "./article.tsx";

const EXAMPLE = `Envoys meet in Geneva

GENEVA – The foreign ministers of Chad and Sudan met on Monday and agreed to reopen the border crossing at Adré, a Swiss diplomat said.

“We will not wait for another harvest,” Chadian Foreign Minister Idriss Maloum told reporters. At least 40 people were killed in clashes near the crossing last week. A second round is planned for Thursday.`;

/** The last text and its record outlive a look at another view. */
let kept: { text: string; published: string; record: ArticleRecord | null } = { text: "", published: "", record: null };

export function ReadView() {
  const [text, setText] = useState(kept.text);
  const [published, setPublished] = useState(kept.published);
  const [record, setRecord] = useState(kept.record);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const result = useRef<HTMLDivElement>(null);

  useEffect(() => {
    kept = { text, published, record };
  }, [text, published, record]);

  const read = async (given: string) => {
    setBusy(true);
    setProblem(null);
    try {
      const query = published === "" ? "" : `?published=${encodeURIComponent(published)}`;
      const type = looksLikeHtml(given) ? "text/html; charset=utf-8" : "text/plain; charset=utf-8";
      const answer = await postText<ArticleRecord>(`/v1/read${query}`, given, type);
      go("/read", true);
      setRecord(answer);
      requestAnimationFrame(() => result.current?.scrollIntoView({ block: "start" }));
    } catch (error) {
      setProblem(error instanceof Problem ? error : new Problem(0, "The page has a fault", String(error)));
    } finally {
      setBusy(false);
    }
  };

  return (
    <>
      <form
        class="paste"
        onSubmit={(event) => {
          event.preventDefault();
          void read(text);
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
            setText(pasted);
            void read(pasted);
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
              event.preventDefault();
              void read(text);
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
              void read(EXAMPLE);
            }}
          >
            Try an invented one
          </button>
          <span class="quiet">“Thursday” is a day only if it is known when the article was published.</span>
        </div>
      </form>
      {problem !== null && <Failed problem={problem} />}
      <div ref={result} aria-live="polite">
        {record !== null && <ReadArticle key={record.document.id} record={record} />}
      </div>
    </>
  );
}

function looksLikeHtml(text: string): boolean {
  return /^\s*(<!doctype html|<html|<head|<body|<article|<div|<p[\s>])/i.test(text);
}
