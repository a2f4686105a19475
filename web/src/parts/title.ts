import { useEffect } from "preact/hooks";

/** Names the window after what is shown, so that tabs and the history tell one article from another. */
export function useTitle(words: string): void {
  useEffect(() => {
    document.title = `${words} – Dateline`;
  }, [words]);
}
