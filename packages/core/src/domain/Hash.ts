/**
 * Spreads texts evenly over the whole numbers, always the same way: stored vectors and schedules depend on it.
 */
const encoder = new TextEncoder()

/** 32 bits: FNV-1a over UTF-8, then the finaliser of MurmurHash3, so that near texts lie far apart. */
export const hashOf = (text: string): number => {
  let hash = 2_166_136_261
  for (const byte of encoder.encode(text)) hash = Math.imul(hash ^ byte, 16_777_619)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
