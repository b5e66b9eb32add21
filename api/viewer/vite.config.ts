import { defineConfig } from "vite";

// Served below /viewer/ by the service, which also serves every asset: nothing comes from elsewhere.
export default defineConfig({
  base: "/viewer/",
  build: {
    outDir: "../static",
    emptyOutDir: true,
    sourcemap: false,
    chunkSizeWarningLimit: 1500,
    rolldownOptions: { input: ["index.html", "docs.html"] },
  },
});
