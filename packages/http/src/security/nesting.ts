/**
 * How deep JSON is nested, without parsing it: parsers and schemas recurse, and would overflow the stack first.
 */

/** Whether objects and arrays are nested deeper than `limit`. One pass over the bytes, and no memory. */
export const isDeeperThan = (json: Uint8Array, limit: number): boolean => {
  let depth = 0
  let inString = false
  for (let i = 0; i < json.length; i++) {
    const byte = json[i]
    if (inString) {
      if (byte === backslash) i++
      else if (byte === quote) inString = false
    } else if (byte === quote) inString = true
    else if (byte === openBrace || byte === openBracket) {
      depth++
      if (depth > limit) return true
    } else if (byte === closeBrace || byte === closeBracket) depth--
  }
  return false
}

// In UTF-8 these bytes never occur within another character.
const quote = 0x22
const backslash = 0x5c
const openBracket = 0x5b
const closeBracket = 0x5d
const openBrace = 0x7b
const closeBrace = 0x7d
