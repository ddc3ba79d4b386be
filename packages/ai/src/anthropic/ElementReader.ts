/**
 * Reads a list out of JSON that is still being written: each element as soon as its closing brace is there.
 *
 * Keeps count of brackets with a number instead of calling itself, so nothing that comes in can exhaust the stack, and
 * gives up beyond its bounds.
 */
import { Result } from "effect"

/** Bounds of an answer. */
const bounds = { units: 1_048_576, depth: 16, elements: 500 }

/** Which bound an answer went beyond. */
export type Excess = "too_long" | "too_deep" | "too_many"

/** An element as it stands in the answer: what JSON says it is, or its text where it is no JSON. */
export type Element = Result.Result<unknown, string>

export interface ElementReader {
  /** The elements that this piece completes. */
  readonly feed: (piece: string) => Result.Result<ReadonlyArray<Element>, Excess>
  /** Whether the list was found, and ended. */
  readonly state: () => "seeking" | "within" | "ended"
}

/** Reads the list of that name, or a bare list of objects, whatever stands around it. */
export const makeElementReader = (list: string): ElementReader => {
  const seek = makeSeek(list)
  const scan = makeScan()
  let state: "seeking" | "within" | "ended" = "seeking"
  let units = 0

  return {
    state: () => state,
    feed: (piece) => {
      units += piece.length
      if (units > bounds.units) return Result.fail("too_long")
      if (state === "ended") return Result.succeed([])
      const within = state === "seeking" ? seek(piece) : piece
      if (within === undefined) return Result.succeed([])
      state = "within"
      const scanned = scan(within)
      if (scanned.ended) state = "ended"
      return scanned.excess === undefined ? Result.succeed(scanned.elements) : Result.fail(scanned.excess)
    }
  }
}

/** Space before a list, and text before a bare one, of which so much is looked at. */
const tail = 256

/** Gives what stands after the opening of the list, once that is there. Looks at each letter a bounded number of times. */
const makeSeek = (list: string): ((piece: string) => string | undefined) => {
  const named = new RegExp(`"${list}"\\s*:\\s*\\[`)
  const bare = /^[\s`a-z]*\[(?=\s*\{)/
  let sought = ""
  let isCut = false
  return (piece) => {
    sought += piece
    const found = named.exec(sought) ?? (isCut ? null : bare.exec(sought))
    if (found !== null) return sought.slice(found.index + found[0].length)
    isCut = isCut || sought.length > tail
    sought = sought.slice(-tail)
    return undefined
  }
}

interface Scanned {
  readonly elements: ReadonlyArray<Element>
  readonly ended: boolean
  readonly excess: Excess | undefined
}

/** Follows strings and brackets inside the list, sign by sign. */
const makeScan = (): ((piece: string) => Scanned) => {
  let depth = 0
  let inString = false
  let escaped = false
  let count = 0
  /** What is there of the element that is being written. */
  let pending: Array<string> = []

  const signMoves = (sign: string): void => {
    if (inString) {
      if (escaped) escaped = false
      else if (sign === "\\") escaped = true
      else if (sign === '"') inString = false
    } else if (sign === '"') inString = true
    else if (sign === "{" || sign === "[") depth += 1
    else if (sign === "}" || sign === "]") depth -= 1
  }

  return (piece) => {
    const elements: Array<Element> = []
    let from = 0
    for (let i = 0; i < piece.length; i += 1) {
      const before = depth
      signMoves(piece.charAt(i))
      if (depth < 0) return { elements, ended: true, excess: undefined }
      if (depth > bounds.depth) return { elements, ended: false, excess: "too_deep" }
      if (before === 0) from = depth === 1 ? i : from
      if (before === 1 && depth === 0) {
        pending.push(piece.slice(from, i + 1))
        elements.push(parsed(pending.join("")))
        pending = []
        count += 1
        if (count > bounds.elements) return { elements, ended: false, excess: "too_many" }
      }
    }
    if (depth > 0) pending.push(piece.slice(from))
    return { elements, ended: false, excess: undefined }
  }
}

const parsed = (text: string): Element =>
  Result.try({ try: (): unknown => JSON.parse(text), catch: () => "it is not JSON" })
