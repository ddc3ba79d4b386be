/**
 * Ids as people write them: their last characters, as many as are needed. The first ones are a time, and much the same
 * for everything that was made together.
 */
const usual = 8

/** How long the ends of these ids must be to tell them apart. */
export const shortLength = (ids: ReadonlyArray<string>): number => {
  const hexes = [...new Set(ids.map(hexOf))]
  let length = usual
  while (length < 32 && new Set(hexes.map((hex) => hex.slice(-length))).size < hexes.length) length++
  return length
}

export const shortOf = (id: string, length: number = usual): string => hexOf(id).slice(-length)

/** What may be meant: the id itself, or each one that begins or ends so. */
export const meantBy = <A extends { readonly id: string }>(text: string, all: ReadonlyArray<A>): ReadonlyArray<A> => {
  const wanted = hexOf(text.trim().toLowerCase())
  if (!/^[0-9a-f]{1,32}$/.test(wanted)) return []
  return all.filter(({ id }) => hexOf(id).startsWith(wanted) || hexOf(id).endsWith(wanted))
}

const hexOf = (id: string): string => id.replaceAll("-", "")
