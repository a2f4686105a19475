import { render } from "preact";
import { App } from "./app.tsx";
import { followLinks } from "./route.ts";
import "./styles.css";

followLinks();
const root = document.getElementById("desk");
if (root !== null) {
  root.replaceChildren();
  render(<App />, root);
}
