import { defineConfig } from "vite";

// The server sends dist/assets/* with a year of caching, since their names hold a hash of their content.
export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    target: "es2022",
    outDir: "dist",
    emptyOutDir: true,
    // A strict policy on content forbids the inline code and data addresses that the bundler would otherwise write.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 600,
  },
  server: { proxy: { "/v1": "http://127.0.0.1:8080" } },
});
