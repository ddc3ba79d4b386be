/**
 * How clients are told apart by where they ask from.
 */

/**
 * The address, or the network of 64 bits that an IPv6 address is in: whoever has one of its addresses has all of them.
 * An IPv4 address written as IPv6 is the IPv4 address.
 */
export const networkOf = (address: string): string => {
  const text = address.trim().toLowerCase().replace(/%.*$/, "").slice(0, 100)
  const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/.exec(text)?.[1]
  if (mapped !== undefined) return mapped
  return text.includes(":") ? `${groupsOf(text).slice(0, 4).join(":")}::/64` : text
}

/** The eight groups, with those left out by `::` filled in. */
const groupsOf = (text: string): ReadonlyArray<string> => {
  const [head = "", tail = ""] = text.split("::")
  const [before, after] = [partsOf(head), partsOf(tail)]
  const missing = Math.max(0, 8 - before.length - after.length)
  return [...before, ...Array.from({ length: missing }, () => "0"), ...after].map((group) =>
    group.replace(/^0+(?=.)/, "")
  )
}

const partsOf = (text: string): ReadonlyArray<string> => (text === "" ? [] : text.split(":"))
