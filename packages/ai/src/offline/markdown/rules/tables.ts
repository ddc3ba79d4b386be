/**
 * Cards from small tables: the first column names a thing, the others say something of it.
 */
import type { Table, TableRow } from "mdast"
import { within } from "../asking.ts"
import type { Block } from "../blocks.ts"
import { askAbout } from "../explaining.ts"
import type { Extracted, Place } from "../Extracted.ts"
import { isReference, isSymbol } from "../labels.ts"
import { isNoun } from "../nouns.ts"
import { around, placeOf, proseOf, type Prose } from "../prose.ts"
import { isBoilerplate, withoutPictures } from "../title.ts"
import { capital, countWords, onOneLine } from "../wording.ts"
import { acronyms } from "./acronyms.ts"
import { columnQuestion, person } from "./columns.ts"
import { boldTerm, plainTerm } from "./terms.ts"

const mostColumns = 6
const mostAsked = 2

/** A longer table is there for looking things up. */
const mostRows = 24

export const table = (place: Place, { base }: Block, node: Table): ReadonlyArray<Extracted> => {
  const rows = node.children.map((row) => cells(place, row, base))
  const [header, ...body] = rows
  if (header === undefined || header.length < 2 || header.length > mostColumns || body.length < 2) return []
  // A header that holds a sentence or a sum is no header but a table drawn around something else.
  if (header.some((cell) => /[.;:!=<>]$|\.\s*\.|https?:/.test(cell.text) || countWords(cell.text) > 8)) return []
  if (isSideBySide(place, header) || isReference(place) || isOptions(place, header) || isStatistics(body)) return []
  const told = header.map((_, column) => tells(column, body))
  return body.flatMap((row) => rowCards(place, header, row, told, body.length))
}

/** Under "Flux and Redux", a table of Flux | Redux sets statements side by side: no column names the rows. */
const isSideBySide = ({ path }: Place, [corner, second]: ReadonlyArray<Prose>): boolean => {
  const title = (path.at(-1) ?? "").toLowerCase()
  return [corner, second].every(
    (cell) => cell !== undefined && cell.text !== "" && title.includes(cell.text.toLowerCase())
  )
}

/** Options, parameters and what holds of them by default. */
const isOptions = ({ path }: Place, [, ...headings]: ReadonlyArray<Prose>): boolean =>
  headings.some((cell) => lookedUp.test(headingOf(cell))) ||
  /^(?:(?:\S+ )?(?:options|parameters|arguments|props|properties|configuration|settings|flags|fields))$/i.test(
    path.at(-1) ?? ""
  )

/** Whether a column says different things of different rows; "yes" and "no" of many are a matrix. */
const tells = (column: number, rows: ReadonlyArray<ReadonlyArray<Prose>>): boolean => {
  const said = rows.map((row) => row[column]?.text.toLowerCase() ?? "").filter((text) => text !== "")
  return said.length > 0 && new Set(said).size * 3 >= said.length * 2
}

const cells = (place: Place, row: TableRow, base: number): ReadonlyArray<Prose> =>
  row.children.map((node) => proseOf(place.markdown, { node, base }))

const rowCards = (
  place: Place,
  header: ReadonlyArray<Prose>,
  row: ReadonlyArray<Prose>,
  told: ReadonlyArray<boolean>,
  rows: number
): ReadonlyArray<Extracted> => {
  const [label] = row
  if (label === undefined || label.text === "" || countWords(label.text) > 10 || claims.test(label.text)) return []
  const cards = row.slice(1).flatMap((cell, index) => {
    const inCell = [...boldTerm(place, cell, "table.term"), ...plainTerm(place, cell)].slice(0, 1)
    const initials = acronyms(place, cell)
    // What names a thing of its own in the cell is no property of the row.
    if (inCell.length > 0 || namesAnother(cell)) return [...initials, ...inCell]
    const heading = headingOf(header[index + 1])
    const explains = explaining.test(heading)
    const fits = explains || (rows <= mostRows && told[index + 1] === true && isShort(cell))
    return fits && isWorthAsking(cell, heading, label)
      ? cellCard(place, headingOf(header[0]), label, heading, cell)
      : []
  })
  const properties = cards.filter(({ rule }) => rule === "table.row")
  return cards.filter((card) => card.rule !== "table.row" || properties.indexOf(card) < mostAsked)
}

const namesAnother = ({ marks, text }: Prose): boolean =>
  marks.some(({ from, kind, to }) => kind === "strong" && from === 0 && /^\s*(?:[:–—]|-\s)/.test(text.slice(to)))

/** Figures in column after column are looked up, not learned. */
const isStatistics = (rows: ReadonlyArray<ReadonlyArray<Prose>>): boolean => {
  const cells = rows.flatMap((row) => row.slice(1)).filter(({ text }) => text !== "")
  const figures = cells.filter(({ text }) => /^[~≈<>$€£-]?\s?[\d.,\s]+\s?(?:%|million|billion|bn|m|k)?$/i.test(text))
  return (rows[0]?.length ?? 0) > 2 && figures.length * 2 > cells.length && rows.length > 4
}

/** One thing that is said of the row, and no heap of them. */
const isShort = ({ text }: Prose): boolean =>
  countWords(text) <= 12 && (text.match(/[,;/]/g) ?? []).length <= 2 && !/^@|\s@\p{L}|[[\]{}=<>]|\w\(/u.test(text)

const headingOf = (cell: Prose | undefined): string => onOneLine(withoutPictures(cell?.text ?? ""))

const isWorthAsking = (cell: Prose, heading: string, label: Prose): boolean =>
  heading !== "" &&
  /[\p{L}\p{N}]/u.test(cell.text) &&
  cell.text !== label.text &&
  // An image by reference that leads nowhere, as badges do.
  !/!\[|\]\[/.test(cell.text) &&
  countWords(cell.text) <= 30 &&
  !isBoilerplate(heading) &&
  !pointing.test(heading) &&
  !/^(?:n\/?a|tbd|todo|same|yes|no|none|some|many|most|few|all|any|unknown|(?:see|same|ditto|as above)\b.*)$/i.test(
    cell.text
  ) &&
  // The type of a value, as references of libraries write it.
  !/^\{[^{}]*\}$/.test(cell.text) &&
  !isOnlyLink(cell)

/** Where it is written, which nobody learns. */
const pointing = /^(?:specs?|specifications?|rfcs?|refs?|urls?|docs?|documentation|issues?|since|versions?)$/i

const isOnlyLink = (cell: Prose): boolean =>
  cell.marks.some((mark) => mark.kind === "link" && mark.to - mark.from >= cell.text.length - 2)

const cellCard = (
  place: Place,
  corner: string,
  label: Prose,
  heading: string,
  cell: Prose
): ReadonlyArray<Extracted> => {
  const asked = question(place, corner, label, heading, cell.text)
  if (asked === undefined) return []
  return [
    {
      kind: "table",
      rule: explaining.test(heading) ? "table.meaning" : "table.row",
      question: onOneLine(asked),
      answer: onOneLine(cell.text),
      confidence: explaining.test(heading) ? 0.85 : 0.7,
      quote: around(placeOf(place.markdown, label), placeOf(place.markdown, cell))
    }
  ]
}

/** The first cell is one side of a comparison, not the name of something. */
const claims = /\s(?:is|are|was|were|has|have|do|does|can|cannot|will|should|must)\s|^(?:there|it|they|you)\s/i

/** The first column names what is compared, and each further one something that is compared. */
const compared =
  /^(?:features?|aspects?|propert(?:y|ies)|criteria|criterion|attributes?|characteristics?|categor(?:y|ies)|topics?|areas?|parameters?|metrics?|basis|factors?|dimensions?|differences?|comparison)$/i

const explaining =
  /^(?:(?:short |brief )?descriptions?|definitions?|explanations?|meanings?|means|what (?:it|they) (?:is|are|means?|do|does))$/i

const lookedUp =
  /^(?:(?:data |return )types?|(?:by )?defaults?(?: values?)?|required\??|optional\??|since|versions?|mandatory\??)$/i

const isNumber = (label: string): boolean => /^[\d.,:\s]+$/.test(label)

const question = (place: Place, corner: string, named: Prose, heading: string, answer: string): string | undefined => {
  const label = named.text
  if (!place.english) return within(`${label} – ${heading.replace(/[?:]+$/, "")}?`, label, place)
  if (/^(?:meanings?|means)$/i.test(heading)) return within(`What does “${label}” mean?`, label, place)
  if (explaining.test(heading)) {
    // "7" says nothing, "Power 7" does.
    if (isNumber(label) && corner !== "") return askAbout(`${corner.toLowerCase()} ${label}`, answer, place, true)
    const code = named.marks.some(({ from, kind, to }) => kind === "code" && from === 0 && to === label.length)
    return askAbout(label, answer, place, code || isSymbol(label))
  }
  const property = heading.replace(/[?:]+$/, "")
  // "T" or "7" of which table, the card does not show.
  if (/^\p{L}$|^[\d.,:\s]+$|^[ivx]{1,4}$/iu.test(label.trim())) return undefined
  // What somebody did, and when, is one thing of many.
  if (person.test(corner.toLowerCase())) return undefined
  const side = compared.test(corner) || corner === ""
  const asked = side
    ? besides(place, property, label.replace(/[?:]+$/, ""), answer)
    : columnQuestion(place, thingOf(label, corner), property, answer)
  return asked === undefined ? undefined : within(asked, side ? property : label, place)
}

/** Of two things side by side: "Redux: what is the performance?" would ask for nothing. */
const besides = (place: Place, thing: string, heading: string, answer: string): string | undefined =>
  isNoun(place, heading) && !plainly.test(heading) ? undefined : columnQuestion(place, thing, heading, answer)

const plainly =
  /^(?:\p{L}+ )?(?:size|colou?r|shape|location|charge|functions?|purpose|role|structure|length|weight|speed|duration|habitat|origin|temperature|cause|capital|language|area|population|use case|number|diet|lifespan|unit|symbol)$/iu

/** "7" and "Constructive" want the noun the column is headed with. */
const thingOf = (label: string, corner: string): string => {
  if (corner === "") return label
  if (isNumber(label)) return `${capital(corner)} ${label}`
  const bare = label.replace(/\s*\([^()]*\)$/, "")
  return /^(?:layer|boundary|phase|stage|level|mode)$/i.test(corner) ||
    (/^\S+(?:ive|ous|able|ible|ional|ular|ed)$/.test(bare) && /^\p{L}+$/u.test(corner))
    ? `${bare} ${corner.toLowerCase()}`
    : label
}
