/**
 * Recognises where a fenced code block opens and closes, inside quotes and lists too.
 */
export interface Fence {
  readonly marker: string
  readonly length: number
  readonly quoted: boolean
}

const quotePrefix = /^ {0,3}>[> \t]{0,100}/

export const opensFence = (line: string, inContainer: boolean): Fence | null => {
  const quoted = quotePrefix.test(line)
  const match = /^([ \t]{0,100})(?:[-*+][ \t]+|\d{1,9}[.)][ \t]+)?(`{3,}|~{3,})([^\n]*)$/.exec(
    line.replace(quotePrefix, "")
  )
  if (match === null) return null
  const [, indent = "", run = "", words = ""] = match
  const marker = run.charAt(0)
  const indented = indent.length > 3 || indent.includes("\t")
  if ((indented && !inContainer) || (marker === "`" && words.includes("`"))) return null
  return { marker, length: run.length, quoted }
}

export const closesFence = (line: string, fence: Fence): boolean => {
  if (fence.quoted && !quotePrefix.test(line)) return true
  const rest = (fence.quoted ? line.replace(quotePrefix, "") : line).trim()
  return rest.length >= fence.length && rest === fence.marker.repeat(rest.length)
}
