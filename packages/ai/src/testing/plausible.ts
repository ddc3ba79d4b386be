/**
 * Answers our prompts as a diligent model would, by rules: so that whole flows can be played without one. Works on the
 * request alone, as it comes over the wire.
 */

/** A request as far as an answer needs it. */
export interface ModelRequest {
  readonly model: string
  readonly max_tokens: number
  readonly system?: string
  readonly messages: ReadonlyArray<{ readonly role: string; readonly content: string }>
  readonly output_config?: {
    readonly effort?: string
    readonly format?: { readonly schema: { readonly properties: Record<string, unknown> } }
  }
}

export const plausible = (request: ModelRequest): string => {
  const list = listOf(request)
  const asked = request.messages[0]?.content ?? ""
  const answer = answers[list]
  return JSON.stringify({ [list]: answer === undefined ? [] : answer(blocksOf(asked), asked) })
}

/** The name of the list that is asked for: from the schema, wherever it stands. */
const listOf = ({ output_config: config, system = "" }: ModelRequest): string => {
  const properties = config?.format?.schema.properties
  if (properties !== undefined) return Object.keys(properties)[0] ?? ""
  return /JSON Schema:\n[^]*?"properties":\{"(\w+)"/.exec(system)?.[1] ?? ""
}

type Blocks = ReadonlyArray<{ readonly name: string; readonly text: string }>

const blocksOf = (asked: string): Blocks =>
  Array.from(asked.matchAll(/⟦(\w+)⟧\n([^⟦⟧]*)\n⟦\/\1⟧/g), ([, name = "", text = ""]) => ({ name, text }))

const named = (blocks: Blocks, prefix: string): ReadonlyArray<string> =>
  blocks.filter(({ name }) => name.startsWith(prefix)).map(({ text }) => text)

const plannedFrom = (blocks: Blocks, asked: string) => {
  const most = Number(/, (\d+) at most/.exec(asked)?.[1] ?? 8)
  const [note] = named(blocks, "note")
  if (note !== undefined) {
    const lines = note.split("\n").map((line) => line.trim().slice(0, 400))
    const telling = lines.filter((line) => line.length >= 12 && !/^#|^[>\-\s[*]+$/.test(line) && /\p{L}{3}/u.test(line))
    return telling.slice(0, most).map((line) => ({ statement: line, kind: "definition", quote: line }))
  }
  const skill = named(blocks, "skill")[0]?.split("\n")[0]?.split(" > ").at(-1) ?? "It"
  return ["history", "purpose", "method"]
    .slice(0, most)
    .map((side) => ({ statement: `The ${side} of ${skill} is its ${side}`, kind: "qa", quote: "" }))
}

const writtenFrom = (blocks: Blocks) =>
  named(blocks, "fact_").map((text, i) => ({ fact: i + 1, ...sidesOf(statementOf(text)) }))

const statementOf = (text: string): string => text.split("\n")[0]?.replace(/^\w+: /, "") ?? ""

const sidesOf = (statement: string) => {
  const [, term, meaning] =
    /^(?:\*\*|`)?([^*:`]{2,80}?)(?:\*\*|`)?(?:: | is | are )(.{3,280}?)\.?$/.exec(statement) ?? []
  if (term !== undefined && meaning !== undefined) {
    return { kind: "definition", question: `What does ${term} mean, in short?`, answer: meaning }
  }
  const longest = (statement.match(/\p{L}{3,}/gu) ?? []).toSorted((a, b) => b.length - a.length)[0] ?? statement
  return { kind: "cloze", question: statement.slice(0, 190).replace(longest, "[…]"), answer: longest.slice(0, 200) }
}

const words = ["amber", "basalt", "cobalt", "dahlia", "ember", "fjord", "garnet", "heather", "indigo"]

const optionsFrom = (blocks: Blocks) =>
  named(blocks, "card_").map((text, i) => {
    const answer = /^answer: (.*)$/m.exec(text)?.[1] ?? ""
    const number = Number.parseInt(answer, 10)
    const length = Math.max(1, answer.split(/\s+/).length)
    const wrong = [1, 2, 3].map((k) =>
      Number.isNaN(number)
        ? Array.from({ length }, (_, at) => words[(i + k * 3 + at) % words.length]).join(" ")
        : answer.replace(String(number), String(number + k))
    )
    return { card: i + 1, wrong }
  })

const rewrittenFrom = (blocks: Blocks) => {
  const [card = ""] = named(blocks, "card")
  const part = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(card)?.[1] ?? ""
  return [{ kind: "qa", question: `In other words: ${part("question")}`.slice(0, 200), answer: part("answer") }]
}

const grownFrom = (blocks: Blocks) => {
  const notes = named(blocks, "note_")
  const [goal = ""] = named(blocks, "goal")
  const title = goal.split("\n")[0] ?? "The goal"
  if (notes.length === 0) {
    return ["Foundations", "Practice"].map((name) => ({
      ...skill(`${name} of ${title}`.slice(0, 200)),
      topics: ["Words", "Rules"].map((topic) => ({ ...skill(`${topic} in ${name}`), subtopics: [] }))
    }))
  }
  return notes.map((note, i) => {
    const [name = "", ...lines] = note.split("\n")
    const headings = [...new Set(lines.filter((line) => /^#{1,6} +\S/.test(line)).map((line) => line.slice(0, 200)))]
    const opening = lines.find((line) => line.trim().length > 2)?.slice(0, 200) ?? name
    const begins = headings.length === 0 ? [opening] : headings.slice(0, 40)
    const topics = begins.map((begin) => ({
      ...skill(begin.replace(/^#+ +/, ""), i + 1, begin),
      subtopics: []
    }))
    return { ...skill(`${name} ${i + 1}`), topics }
  })
}

const skill = (title: string, note: number | null = null, begins: string | null = null) => ({
  title,
  description: `What there is to know of ${title}`.slice(0, 300),
  note,
  begins,
  ends: null
})

const answers: Readonly<Record<string, (blocks: Blocks, asked: string) => ReadonlyArray<object>>> = {
  facts: plannedFrom,
  cards: (blocks) => (named(blocks, "fact_").length > 0 ? writtenFrom(blocks) : rewrittenFrom(blocks)),
  options: optionsFrom,
  problems: () => [],
  categories: grownFrom
}
