/**
 * The documents the graded cards are from: study notes, a grammar, two courses and a lesson of a textbook, chosen by
 * licence, subject and length before the author was run on them. None is copied here; who has one puts it at its `path`.
 */
export interface Graded {
  readonly name: string
  readonly origin: string
  readonly licence: string
  /** From the root of the repository, in a folder that is not kept in it. */
  readonly path: string
  /** The text that was graded: another version of the document has other cards. */
  readonly sha256: string
  /** Cards that were drawn and read: of the last three all they have. */
  readonly cards: number
}

export const documents: ReadonlyArray<Graded> = [
  {
    name: "neurological-pathology",
    origin: "Rasinj/medical_science, 02-pathology/systemic-pathology/neurological-pathology.md at 2d430df",
    licence: "MIT",
    path: "data/grading/neurological-pathology.md",
    sha256: "cc9f08b0ed2b",
    cards: 77
  },
  {
    name: "pandunia-grammar",
    origin: "the grammar of Pandunia, barumau/pandunia, english/kanun.md at 089ec70",
    licence: "CC-BY-4.0",
    path: "data/grading/pandunia-grammar.md",
    sha256: "a9430be88903",
    cards: 30
  },
  {
    name: "austrian-economics",
    origin: "ECO201 of Plan B, PlanB-Network/bitcoin-educational-content, courses/eco201/en.md at 00411f7",
    licence: "CC-BY-SA-4.0",
    path: "data/grading/austrian-economics.md",
    sha256: "382a4161cc44",
    cards: 6
  },
  {
    name: "neural-networks",
    origin: "Stanford's course CS231n, cs231n/cs231n.github.io, neural-networks-1.md at 00519c7",
    licence: "MIT",
    path: "data/grading/neural-networks.md",
    sha256: "e01a91db3956",
    cards: 4
  },
  {
    name: "the-americas",
    origin: "“The Americas”, U.S. History by OpenStax, philschatz/us-history-book, contents/m49986.md at 246e808",
    licence: "CC-BY-4.0",
    path: "data/grading/the-americas.md",
    sha256: "ae5dc7ae7f0c",
    cards: 3
  }
]
