import { type StatementRow, factAddress } from "../rows.ts";
import { day } from "../words.ts";

export function StatementItem({ statement, onSpeaker }: { statement: StatementRow; onSpeaker?: (name: string) => void }) {
  const name = statement.speaker?.name ?? null;
  return (
    <li class="card">
      <div class="card-body">
        <p class="card-head">
          {name === null ? (
            <span class="quiet">a speaker not named</span>
          ) : onSpeaker === undefined ? (
            <strong>{name}</strong>
          ) : (
            <button type="button" class="link" onClick={() => onSpeaker(name)}>
              {name}
            </button>
          )}
          {statement.speaker?.code != null && <code>{[statement.speaker.code, statement.speaker.sector].filter(Boolean).join(" ")}</code>}
          {statement.cue !== null && <span class="quiet">{statement.cue}</span>}
          <span class="tag">{statement.kind === "direct" ? "word for word" : statement.kind === "mixed" ? "partly word for word" : "reported"}</span>
        </p>
        <p class="said">
          <a href={factAddress(statement.id)}>{statement.kind === "direct" ? `“${statement.content}”` : statement.content}</a>
        </p>
        <p class="meta">
          {statement.addressee !== null && <span>to {statement.addressee.name}</span>}
          {statement.medium !== null && <span>{statement.medium}</span>}
          <span>
            {statement.outlet ?? "a paper not named"}, {day(statement.published)}
          </span>
        </p>
      </div>
    </li>
  );
}
