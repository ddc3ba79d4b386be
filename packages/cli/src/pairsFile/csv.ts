/**
 * Comma-separated values after RFC 4180: quotes may hold commas, quotes and line breaks.
 */
export interface CsvRow {
  /** Where it begins in the file, from 1. */
  readonly line: number
  readonly values: ReadonlyArray<string>
}

const fieldPattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y

/** The rows that hold anything, or the line that is no row. */
export const parseCsv = (text: string): { readonly rows: ReadonlyArray<CsvRow> } | { readonly badLine: number } => {
  const rows: Array<CsvRow> = []
  let [at, line, values]: [number, number, Array<string>] = [0, 1, []]
  while (at < text.length || values.length > 0) {
    fieldPattern.lastIndex = at
    const found = fieldPattern.exec(text)
    if (found === null) return { badLine: line + breaksIn(values.join("")) }
    const [all, quoted, plain = "", end] = found
    values.push(quoted?.replaceAll('""', '"') ?? plain)
    at += all.length
    if (end === ",") continue
    if (values.some((value) => value.trim() !== "")) rows.push({ line, values })
    line += breaksIn(values.join("")) + 1
    values = []
  }
  return { rows }
}

const breaksIn = (text: string): number => text.split("\n").length - 1
