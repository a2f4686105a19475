// Runs the unit tests through Vite, so that any Node can, whether it strips types or not.

import { readdirSync } from "node:fs";
import { createServer } from "vite";

const server = await createServer({ server: { middlewareMode: true, ws: false, hmr: false, watch: null }, appType: "custom", logLevel: "error" });
for (const file of readdirSync(import.meta.dirname).filter((name) => name.endsWith(".test.ts")).sort()) await server.ssrLoadModule(`/unit/${file}`);
await server.close();
