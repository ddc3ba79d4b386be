/**
 * Cards from small tables: the first column names a thing, the others say something of it.
 */
import type { Table, TableRow } from "mdast"
import { askAbout, isPlural, within } from "../asking.ts"
import type { Block } from "../blocks.ts"
import type { Extracted, Place } from "../Extracted.ts"
import { isSymbol } from "../labels.ts"
import { around, placeOf, proseOf, type Prose } from "../prose.ts"
import { isBoilerplate, withoutPictures } from "../title.ts"
import { countWords, onOneLine } from "../wording.ts"
import { acronyms } from "./acronyms.ts"
import { boldTerm, plainTerm } from "./terms.ts"

const mostColumns = 6
const mostAsked = 3

export const table = (place: Place, { base }: Block, node: Table): ReadonlyArray<Extracted> => {
  const rows = node.children.map((row) => cells(place, row, base))
  const [header, ...body] = rows
  if (header === undefined || header.length < 2 || header.length > mostColumns || body.length < 2) return []
  // A header that holds a sentence or a sum is no header but a table drawn around something else.
  if (header.some((cell) => /[.;:!=<>]$|\.\s*\.|https?:/.test(cell.text) || countWords(cell.text) > 8)) return []
  if (isSideBySide(place, header)) return []
  return body.flatMap((row) => rowCards(place, header, row))
}

/** Under "Flux and Redux", a table of Flux | Redux sets statements side by side: no column names the rows. */
const isSideBySide = ({ path }: Place, [corner, second]: ReadonlyArray<Prose>): boolean => {
  const title = (path.at(-1) ?? "").toLowerCase()
  return [corner, second].every(
    (cell) => cell !== undefined && cell.text !== "" && title.includes(cell.text.toLowerCase())
  )
}

const cells = (place: Place, row: TableRow, base: number): ReadonlyArray<Prose> =>
  row.children.map((node) => proseOf(place.markdown, { node, base }))

const rowCards = (place: Place, header: ReadonlyArray<Prose>, row: ReadonlyArray<Prose>): ReadonlyArray<Extracted> => {
  const [label] = row
  if (label === undefined || label.text === "" || countWords(label.text) > 10 || claims.test(label.text)) return []
  const explained = header.some(({ text }) => explaining.test(headingOf(header[0]) === text ? "" : text))
  return row.slice(1, mostAsked + 1).flatMap((cell, index) => {
    const inCell = [...boldTerm(place, cell, "table.term"), ...plainTerm(place, cell)].slice(0, 1)
    const initials = acronyms(place, cell)
    if (inCell.length > 0) return [...initials, ...inCell]
    const heading = headingOf(header[index + 1])
    // Beside an explanation, types and defaults are for looking up.
    if (explained && lookedUp.test(heading)) return []
    return isWorthAsking(cell, heading, label) ? [cellCard(place, headingOf(header[0]), label, heading, cell)] : []
  })
}

const headingOf = (cell: Prose | undefined): string => onOneLine(withoutPictures(cell?.text ?? ""))

const isWorthAsking = (cell: Prose, heading: string, label: Prose): boolean =>
  heading !== "" &&
  /[\p{L}\p{N}]/u.test(cell.text) &&
  cell.text !== label.text &&
  countWords(cell.text) <= 40 &&
  !isBoilerplate(heading) &&
  !/^(?:n\/?a|tbd|todo|same|yes|no|none|some|many|most|few|all|any|unknown|see .*)$/i.test(cell.text) &&
  // The type of a value, as references of libraries write it.
  !/^\{[^{}]*\}$/.test(cell.text) &&
  !isOnlyLink(cell)

const isOnlyLink = (cell: Prose): boolean =>
  cell.marks.some((mark) => mark.kind === "link" && mark.to - mark.from >= cell.text.length - 2)

const cellCard = (place: Place, corner: string, label: Prose, heading: string, cell: Prose): Extracted => ({
  kind: "table",
  rule: "table.row",
  question: onOneLine(question(place, corner, label, heading, cell.text)),
  answer: onOneLine(cell.text),
  confidence: 0.75,
  quote: around(placeOf(place.markdown, label), placeOf(place.markdown, cell))
})

/** The first cell is one side of a comparison, not the name of something. */
const claims = /\s(?:is|are|was|were|has|have|do|does|can|cannot|will|should|must)\s|^(?:there|it|they|you)\s/i

/** The first column names what is compared, and each further one something that is compared. */
const compared =
  /^(?:features?|aspects?|propert(?:y|ies)|criteria|criterion|attributes?|characteristics?|categor(?:y|ies)|topics?|areas?|parameters?|metrics?|basis|factors?|dimensions?|differences?|comparison)$/i

const explaining =
  /^(?:descriptions?|definitions?|explanations?|meanings?|means|notes?|comments?|details?|summary|what it (?:is|means|does))$/i

const lookedUp =
  /^(?:(?:data |return )?types?|(?:by )?defaults?(?: values?)?|required\??|optional\??|since|versions?|status|links?)$/i

const question = (place: Place, corner: string, named: Prose, heading: string, answer: string): string => {
  const label = named.text
  if (!place.english) return within(`${label} – ${heading.replace(/[?:]+$/, "")}?`, label, place)
  if (/^(?:meanings?|means)$/i.test(heading)) return within(`What does “${label}” mean?`, label, place)
  if (explaining.test(heading)) {
    const code = named.marks.some(({ from, kind, to }) => kind === "code" && from === 0 && to === label.length)
    return askAbout(label, answer, place, code || isSymbol(label))
  }
  if (compared.test(corner)) return within(bare(heading, small(label)), heading, place)
  // "7" says nothing, "Power 7" does.
  const thing = /^[\d.,\s]+$/.test(label) && corner !== "" ? `${corner} ${label}` : label
  return within(columnQuestion(thing, heading.replace(/[?:]+$/, "")), thing, place)
}

const language =
  /^(?:english|spanish|french|german|italian|portuguese|dutch|swedish|norwegian|danish|finnish|polish|czech|russian|ukrainian|greek|latin|turkish|arabic|hebrew|hindi|chinese|mandarin|japanese|korean)$/i

/** "Best for", "Suited to": the header is half a sentence already. */
const halfSentence = /^[A-Za-z]+ (?:for|to|in|on|by|of|from|as|with|at)$/

const columnQuestion = (thing: string, heading: string): string => {
  const named = isNamed(heading)
  const name = named ? heading : small(heading)
  const verb = isPlural(thing) ? "are" : "is"
  if (language.test(heading)) return `What is “${thing}” in ${heading}?`
  if (name === "how it works") return `How ${isPlural(thing) ? "do" : "does"} ${thing} work?`
  if (halfSentence.test(heading)) return `What ${verb} ${thing} ${name}?`
  if (/^(?:example|advantage|disadvantage|benefit|drawback|use|use case|synonym|alternative)$/.test(name)) {
    return `${thing}: what is ${/^[aeiou](?!se)/.test(name) ? "an" : "a"} ${name}?`
  }
  if (/^(?:how|when|why|what|where|who|which|whether|is|are|does|can|should)\b/.test(name)) return `${thing}: ${name}?`
  if (/^(?:pros|cons)$/.test(name)) return `${thing}: what are the ${name}?`
  const noun = /^[\p{L}\p{N} /%’'-]+(?: \([^)]*\))?$/u.test(heading) && !/(?:ed|ing|ly)$/.test(heading)
  if (named || !noun) return bare(thing, name)
  return `${thing}: what ${isPlural(heading) ? "are" : "is"} the ${name}?`
}

/** "insert" or "RPC" as a header is the name of something and takes no article. */
const isNamed = (heading: string): boolean => /^(?:[a-z]|[A-Z]{2,}|[A-Z][a-z]+[A-Z])/.test(heading)

const small = (heading: string): string =>
  isNamed(heading)
    ? heading
    : heading.charAt(0).toLowerCase() + (allCapital.test(heading) ? heading.slice(1).toLowerCase() : heading.slice(1))

/** "Use Case", where the capitals are the header's and not the words' own. */
const allCapital = /^(?:\p{Lu}\p{Ll}+(?:\s|$)){2,}$/u

/** "LRU: hit rate?" A sign, a long header or half a sentence would not read as a question. */
const bare = (thing: string, name: string): string =>
  /^[\p{L}\p{N}][\p{L}\p{N} /%’'-]*$/u.test(name) &&
  !/\b(?:or|and|contains?|do|does|is|are|has|have)\b|ly$/.test(name) &&
  countWords(name) <= 3 &&
  thing.length + name.length > 4
    ? `${thing}: ${name}?`
    : `${thing}: what is listed under “${name}”?`
