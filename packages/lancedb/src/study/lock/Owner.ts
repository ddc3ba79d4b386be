/**
 * Who holds a lock, and whether they still live.
 */
import { readFileSync } from "node:fs"
import { hostname } from "node:os"
import { Option, Schema } from "effect"
import { errno } from "../../files/errno.ts"

export const Owner = Schema.Struct({
  pid: Schema.Int,
  host: Schema.String,
  /** What tells the process from every other that had its number; empty where the system does not say. */
  mark: Schema.String
})
export type Owner = typeof Owner.Type

const OwnerText = Schema.fromJsonString(Owner)
export const encodeOwner = Schema.encodeSync(OwnerText)
const decodeOwner = Schema.decodeUnknownOption(OwnerText)

export const ourselves = (): Owner => ({ pid: process.pid, host: hostname(), mark: markOf(process.pid) ?? "" })

/** A file that says nothing, as one that is just being written does, belongs to nobody known. */
export const ownerOf = (text: string): Owner =>
  Option.getOrElse(decodeOwner(text), () => Owner.make({ pid: 0, host: "", mark: "" }))

/** Processes of this machine can be looked up; those of another one show that they live by refreshing their file. */
export const isAlive = (owner: Owner, isFresh: () => boolean): boolean => {
  if (owner.host !== hostname()) return isFresh()
  const mark = markOf(owner.pid)
  return mark !== undefined && (mark === "" || owner.mark === "" || mark === owner.mark)
}

/** The boot of the machine and the tick the process started at; `undefined` when there is no such process. */
const markOf = (pid: number): string | undefined => {
  if (!exists(pid)) return undefined
  const stat = read(`/proc/${pid}/stat`)
  if (stat === undefined) return ""
  // The second field is the program's name and may hold anything, so the fields count from its closing bracket.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ")
  // Killed and not yet collected by its parent: it will never write again.
  if (fields[0] === "Z" || fields[0] === "X") return undefined
  return `${read("/proc/sys/kernel/random/boot_id")?.trim() ?? ""}:${fields[19] ?? ""}`
}

const exists = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch (cause) {
    // There is one, but it is somebody else's.
    return errno(cause) === "EPERM"
  }
}

const read = (file: string): string | undefined => {
  try {
    return readFileSync(file, "utf8")
  } catch {
    return undefined
  }
}
