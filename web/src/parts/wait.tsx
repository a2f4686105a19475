import type { ComponentChildren } from "preact";
import { type Loaded, type Problem, setToken } from "../api.ts";

/** What is shown while something is on its way, when it failed, and when it is there. */
export function Wait<T>({ loaded, children }: { loaded: Loaded<T>; children: (value: T) => ComponentChildren }) {
  if (loaded.state === "failed") return <Failed problem={loaded.problem} />;
  const value = loaded.state === "ready" ? loaded.value : loaded.last;
  // The same element throughout, so that what is drawn in it, and where the keys are, stay when more comes.
  if (value !== null)
    return (
      <div class="waited" aria-busy={loaded.state === "loading"}>
        {children(value)}
      </div>
    );
  return (
    <p class="quiet" role="status" aria-busy="true">
      Reading…
    </p>
  );
}

export function Failed({ problem }: { problem: Problem }) {
  if (problem.status === 401) return <AskToken />;
  return (
    <div class="problem" role="alert">
      <strong>{problem.message}</strong>
      {problem.detail !== "" && <p>{problem.detail}</p>}
    </div>
  );
}

function AskToken() {
  return (
    <form
      class="problem"
      onSubmit={(event) => {
        event.preventDefault();
        setToken(String(new FormData(event.currentTarget).get("token") ?? ""));
      }}
    >
      <label>
        This desk asks for the token that was given to <code>dateline serve</code>
        <input name="token" type="password" autocomplete="current-password" required />
      </label>
      <button type="submit">Open</button>
    </form>
  );
}
