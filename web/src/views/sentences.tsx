// The article's text with its marks.

import { useEffect, useMemo, useRef } from "preact/hooks";
import type { CodePointText } from "../codepoints.ts";
import { type FactIndex, type MarkKind, markings } from "../facts.ts";
import type { Sentence, Span } from "../record.ts";
import { type Segment, segments } from "../segments.ts";
import { STATUS } from "../words.ts";

interface Props {
  index: FactIndex;
  text: CodePointText;
  shown: Set<MarkKind>;
  /** The words of the chosen fact, the chief ones first. */
  lit: Span[];
  /** The sentence that a chosen event rests on. */
  evidence: Span | null;
  onPoint: (facts: string[], at: number) => void;
}

export function Sentences({ index, text, shown, lit, evidence, onPoint }: Props) {
  const { record } = index;
  const root = useRef<HTMLDivElement>(null);
  const paragraphs = useMemo(() => byParagraph(record.sentences, text), [record, text]);
  const marks = useMemo(() => markings(record).filter(({ kind }) => shown.has(kind)), [record, shown]);
  const drawn = useMemo(
    () => paragraphs.map(({ pieces }) => pieces.map((span) => ({ span, segments: segments(span, [...marks, ...lit.map(asLit)]) }))),
    [paragraphs, marks, lit],
  );

  // Only one mark is a stop of the Tab key; the arrow keys go from mark to mark.
  useEffect(() => {
    const first = root.current?.querySelector<HTMLElement>("[data-at]");
    if (first && !root.current?.querySelector('[data-at][tabindex="0"]')) first.tabIndex = 0;
  });

  return (
    <div
      class="article-text"
      ref={root}
      onClick={(event) => point(event.target, onPoint)}
      onKeyDown={(event) => {
        if (event.key === "Enter" || event.key === " ") {
          if (point(event.target, onPoint)) event.preventDefault();
        } else if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
          if (step(root.current, event.target, event.key === "ArrowRight" ? 1 : -1)) event.preventDefault();
        }
      }}
    >
      {paragraphs.map((paragraph, at) => {
        const Tag = paragraph.title ? "h1" : "p";
        return (
          <Tag key={paragraph.number}>
            {drawn[at]?.map(({ span, segments: cut }) => (
              <span key={span[0]} class={evidence !== null && evidence[0] === span[0] ? "sentence evidence" : "sentence"}>
                {cut.map((segment) => (
                  <Piece key={segment.span[0]} segment={segment} text={text} index={index} />
                ))}{" "}
              </span>
            ))}
          </Tag>
        );
      })}
    </div>
  );
}

const LIT = "*";
const asLit = (span: Span) => ({ fact: LIT, kind: "lit" as const, span });

function Piece({ segment, text, index }: { segment: Segment<MarkKind | "lit">; text: CodePointText; index: FactIndex }) {
  const words = text.slice(segment.span);
  if (segment.markings.length === 0) return <>{words}</>;
  const facts = [...new Set(segment.markings.map(({ fact }) => fact))].filter((fact) => fact !== LIT);
  const kinds = new Set(segment.markings.map(({ kind }) => kind));
  const classes = [...kinds].map((kind) => `mark-${kind}`);
  const trigger = segment.markings.find(({ kind, span }) => kind === "trigger" && span[0] === segment.span[0]);
  const event = index.event(segment.markings.find(({ kind }) => kind === "trigger")?.fact ?? null);
  if (event !== null) classes.push(event.status);
  // A space between two marks has nothing to say and is no stop of the arrow keys.
  if (facts.length === 0 || words.trim() === "") return <span class={classes.join(" ")}>{words}</span>;
  return (
    <span class={`mark ${classes.join(" ")}`} role="button" tabIndex={-1} data-at={segment.span[0]} data-facts={facts.join(" ")}>
      {trigger !== undefined && event !== null && (
        <span class={`sign ${event.status}`}>
          <span aria-hidden="true">{STATUS[event.status].shape}</span>
          <span class="unseen">({STATUS[event.status].word}) </span>
        </span>
      )}
      {words}
    </span>
  );
}

function point(target: EventTarget | null, onPoint: Props["onPoint"]): boolean {
  const mark = (target as Element | null)?.closest<HTMLElement>("[data-facts]");
  if (!mark) return false;
  onPoint((mark.dataset["facts"] ?? "").split(" "), Number(mark.dataset["at"]));
  return true;
}

function step(root: HTMLElement | null, from: EventTarget | null, by: 1 | -1): boolean {
  const all = [...(root?.querySelectorAll<HTMLElement>("[data-at]") ?? [])];
  const at = all.findIndex((mark) => mark === from);
  const next = all[at + by];
  if (at < 0 || next === undefined) return false;
  all[at]!.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
  return true;
}

interface Paragraph {
  number: number;
  title: boolean;
  pieces: Span[];
}

/** Sentences by paragraph; a text in which no sentence was found (another language) is cut at its empty lines. */
function byParagraph(sentences: Sentence[], text: CodePointText): Paragraph[] {
  if (sentences.length === 0) return bareParagraphs(text);
  const result: Paragraph[] = [];
  for (const { span, paragraph } of sentences) {
    const last = result.at(-1);
    if (last?.number === paragraph) last.pieces.push(span);
    else result.push({ number: paragraph, title: paragraph === 0 && result.length === 0, pieces: [span] });
  }
  return result;
}

function bareParagraphs(text: CodePointText): Paragraph[] {
  const characters = [...text.text];
  const result: Paragraph[] = [];
  let start = 0;
  for (let at = 0; at <= characters.length; at += 1) {
    if (at < characters.length && characters[at] !== "\n") continue;
    if (at > start) result.push({ number: result.length, title: result.length === 0, pieces: [[start, at]] });
    start = at + 1;
  }
  return result;
}
