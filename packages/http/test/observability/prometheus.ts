/**
 * Reads what Prometheus would, and refuses whatever its text format (version 0.0.4) does not allow.
 */

export interface Family {
  readonly type: string
  readonly help: string | undefined
  readonly samples: ReadonlyArray<Sample>
}

export interface Sample {
  readonly name: string
  readonly labels: ReadonlyMap<string, string>
  readonly value: number
}

export const parse = (text: string): ReadonlyMap<string, Family> => {
  if (!text.endsWith("\n")) throw new Error("the last line does not end")
  const families = new Map<string, { type: string; help: string | undefined; samples: Array<Sample> }>()
  const seen = new Set<string>()
  let current: string | undefined
  let help: { readonly name: string; readonly text: string } | undefined

  for (const line of text.slice(0, -1).split("\n")) {
    const helped = /^# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)$/.exec(line)
    const typed = /^# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram|summary|untyped)$/.exec(line)
    if (helped !== null) help = { name: helped[1] ?? "", text: helped[2] ?? "" }
    else if (typed !== null) {
      current = typed[1] ?? ""
      if (families.has(current)) throw new Error(`${current} comes twice`)
      if (help !== undefined && help.name !== current) throw new Error(`HELP of ${help.name} stands before ${current}`)
      families.set(current, { type: typed[2] ?? "", help: help?.text, samples: [] })
      help = undefined
    } else {
      const sample = sampleIn(line)
      const family = current === undefined ? undefined : families.get(current)
      if (family === undefined || !belongs(sample.name, current ?? "", family.type)) {
        throw new Error(`${sample.name} stands under ${current}`)
      }
      const series = `${sample.name}${keyOf(sample.labels)}`
      if (seen.has(series)) throw new Error(`${series} comes twice`)
      seen.add(series)
      family.samples.push(sample)
    }
  }
  for (const [name, family] of families) if (family.type === "histogram") checkHistogram(name, family.samples)
  return families
}

const belongs = (name: string, family: string, type: string): boolean =>
  type === "histogram"
    ? [`${family}_bucket`, `${family}_sum`, `${family}_count`].includes(name)
    : name === family && (type !== "counter" || name.endsWith("_total"))

const sampleIn = (line: string): Sample => {
  const [, name, labels, value] = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/.exec(line) ?? []
  if (name === undefined || value === undefined) throw new Error(`not a sample: ${line}`)
  return { name, labels: labelsIn(labels ?? ""), value: numberIn(value) }
}

const labelsIn = (text: string): ReadonlyMap<string, string> => {
  const labels = new Map<string, string>()
  let rest = text
  while (rest !== "") {
    const [whole, name, value] = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/.exec(rest) ?? []
    if (whole === undefined || name === undefined || value === undefined) throw new Error(`not labels: ${text}`)
    if (labels.has(name)) throw new Error(`${name} comes twice in ${text}`)
    labels.set(name, value)
    rest = rest.slice(whole.length)
  }
  return labels
}

const numberIn = (text: string): number => {
  if (text === "+Inf") return Number.POSITIVE_INFINITY
  if (!/^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(text)) throw new Error(`not a number: ${text}`)
  return Number(text)
}

const isSorted = (numbers: ReadonlyArray<number>): boolean =>
  numbers.every((n, i) => i === 0 || n >= (numbers[i - 1] ?? n))

/** The labels, whatever order they stand in. */
const keyOf = (labels: Iterable<readonly [string, string]>): string =>
  JSON.stringify([...labels].sort(([a], [b]) => (a < b ? -1 : 1)))

/** Buckets grow, end with +Inf, and the last is the count. */
const checkHistogram = (name: string, samples: ReadonlyArray<Sample>): void => {
  const series = Map.groupBy(samples, ({ labels }) => keyOf([...labels].filter(([key]) => key !== "le")))
  for (const [key, own] of series) {
    const buckets = own.filter((sample) => sample.name === `${name}_bucket`)
    const bounds = buckets.map(({ labels }) => numberIn(labels.get("le") ?? ""))
    const counts = buckets.map(({ value }) => value)
    const count = own.find((sample) => sample.name === `${name}_count`)?.value
    if (
      !isSorted(bounds) ||
      !isSorted(counts) ||
      bounds.at(-1) !== Number.POSITIVE_INFINITY ||
      counts.at(-1) !== count
    ) {
      throw new Error(`${name}${key} is no histogram`)
    }
    if (!own.some((sample) => sample.name === `${name}_sum`)) throw new Error(`${name}${key} has no sum`)
  }
}
