/**
 * Serves the page, and passes on what it asks of the API: for the browser both are one origin.
 */
import { defineConfig, loadEnv } from "vite"

const { LOOPI_URL: target = "http://127.0.0.1:3000" } = loadEnv("", import.meta.dirname, "LOOPI_URL")
const api = { "/api": target }

export default defineConfig({
  // In this repository packages are taken as they are written; installed ones need no conditions.
  resolve: { conditions: ["@loopi/source", "browser", "import", "module", "default"] },
  server: { host: "127.0.0.1", proxy: api },
  preview: { host: "127.0.0.1", proxy: api },
  build: { target: "es2024" }
})
