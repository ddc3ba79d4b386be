/**
 * The shape of JSON without parsing it: how deep it is nested, and how long its arrays are. Parsers and schemas recurse,
 * and would overflow the stack first; and they look at every element, however many there are.
 */

export interface Limits {
  readonly depth: number
  readonly elements: number
}

export type ShapeFlaw = "too_deep" | "too_many_elements"

/** What about it is beyond the limits, if anything. One pass over the bytes, and no memory but for the open arrays. */
export const shapeFlaw = (json: Uint8Array, { depth: deepest, elements: most }: Limits): ShapeFlaw | undefined => {
  const commas = new Uint32Array(deepest + 1)
  let depth = 0
  for (let i = 0; i < json.length; i++) {
    const byte = json[i]
    if (byte === quote) i = endOfString(json, i)
    else if (byte === comma) {
      const seen = (commas[depth] ?? 0) + 1
      commas[depth] = seen
      // The commas of an object count likewise: no object of ours has so many members.
      if (depth > 0 && seen >= most) return "too_many_elements"
    } else if (byte === openBrace || byte === openBracket) {
      depth++
      if (depth > deepest) return "too_deep"
      commas[depth] = 0
    } else if ((byte === closeBrace || byte === closeBracket) && depth > 0) depth--
  }
  return undefined
}

/** The closing quote, or the end where there is none. */
const endOfString = (json: Uint8Array, start: number): number => {
  let i = start + 1
  while (i < json.length && json[i] !== quote) i += json[i] === backslash ? 2 : 1
  return i
}

// In UTF-8 these bytes never occur within another character.
const quote = 0x22
const comma = 0x2c
const backslash = 0x5c
const openBracket = 0x5b
const closeBracket = 0x5d
const openBrace = 0x7b
const closeBrace = 0x7d
