#!/usr/bin/env node
/**
 * Starts the program: as it is published, or in a checkout from its sources.
 */
import { spawn } from "node:child_process"
import { fileURLToPath } from "node:url"

const here = import.meta.url
if (here.includes("/node_modules/")) {
  await import("../dist/main.js")
} else {
  const main = fileURLToPath(new URL("../src/main.ts", here))
  const child = spawn(process.execPath, ["--conditions=@loopi/source", main, ...process.argv.slice(2)], {
    stdio: "inherit"
  })
  // Ctrl-C reaches both by itself; a signal sent to this process alone is passed on.
  process.on("SIGINT", () => undefined)
  process.on("SIGTERM", () => child.kill("SIGTERM"))
  child.on("exit", (code, signal) => process.exit(signal === null ? (code ?? 1) : 1))
}
