/**
 * Told to node with `--import`: at the end of a program it writes to its third channel the most memory it ever had, in
 * MiB, and the seconds of processor it took. The latter are the same on a busy machine.
 */
import { writeSync } from "node:fs"
import { isMainThread } from "node:worker_threads"

const write = () => {
  const { maxRSS, systemCPUTime, userCPUTime } = process.resourceUsage()
  writeSync(3, JSON.stringify({ mebibytes: Math.round(maxRSS / 1024), processor: (userCPUTime + systemCPUTime) / 1e6 }))
}

if (isMainThread) process.on("exit", write)
