/**
 * Told to node with `--import`: writes the most memory a program has ever had, in MiB, to its third channel at its end.
 */
import { writeSync } from "node:fs"
import { isMainThread } from "node:worker_threads"

if (isMainThread) process.on("exit", () => void writeSync(3, `${Math.round(process.resourceUsage().maxRSS / 1024)}`))
