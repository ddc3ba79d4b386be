/**
 * Keeps other websites out of a server on the learner's own machine: a name they control may resolve to 127.0.0.1.
 */
import { isLoopback } from "./ipOf.ts"
import { isLocalName } from "./localName.ts"

export interface Names {
  /** The address that is listened on. */
  readonly host: string
  /** The names it goes by besides those of the local machine. */
  readonly hosts: ReadonlyArray<string>
}

/** Whether a request for this host is for us. Without names, only a server on loopback is particular about it. */
export const accepts = ({ host, hosts }: Names, asked: string | undefined): boolean => {
  if (hosts.length === 0 && !isLoopback(host)) return true
  if (asked === undefined) return false
  return isLocalName(asked) || hosts.includes(asked.toLowerCase().replace(/:\d{1,5}$/, ""))
}
