/**
 * Tells whether a process of this machine is the one that wrote a lock, even after its number was given out again.
 */
import { readFileSync } from "node:fs"
import { errno } from "./errno.ts"

/**
 * What tells a process from every other that had its number: the boot of the machine and the tick it started at.
 * Empty where the system does not say; absent when there is no such process.
 */
export function startMark(pid: number): string | undefined {
  if (!exists(pid)) return undefined
  const stat = read(`/proc/${pid}/stat`)
  if (stat === undefined) return ""
  // The second field is the program's name and may hold anything, so the fields count from its closing bracket.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ")
  const [state, startedAt] = [fields[0], fields[19]]
  // Killed and not yet collected by its parent: it will never write again.
  if (state === "Z" || state === "X") return undefined
  return `${read("/proc/sys/kernel/random/boot_id")?.trim() ?? ""}:${startedAt ?? ""}`
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (cause) {
    // There is one, but it is somebody else's.
    return errno(cause) === "EPERM"
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8")
  } catch {
    return undefined
  }
}
