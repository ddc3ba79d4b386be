/**
 * The documents the graded cards are from: lessons of textbooks and handouts of a course, chosen by licence, subject and
 * a seed before the author was run on them. None is copied here; who has one puts it at its `path`. Lessons are joined
 * by an empty line, the front matter of all but the first replaced by its title as a heading.
 */
export interface Graded {
  readonly name: string
  readonly origin: string
  readonly licence: string
  /** From the root of the repository, in a folder that is not kept in it. */
  readonly path: string
  /** The text that was graded: another version of the document has other cards. */
  readonly sha256: string
  /** Cards that were drawn and read: of the first four all they have. */
  readonly cards: number
}

export const documents: ReadonlyArray<Graded> = [
  {
    name: "social-psychology",
    origin:
      "Psychology by OpenStax, philschatz/psychology-book, contents/m49110.md at 0a4adad and m49116.md at 0c3da38",
    licence: "CC-BY-4.0",
    path: "data/grading/social-psychology.md",
    sha256: "203edb7cf081",
    cards: 33
  },
  {
    name: "economic-systems",
    origin: "Introduction to Sociology by OpenStax, philschatz/sociology-book, contents/m52919.md at fef158a",
    licence: "CC-BY-4.0",
    path: "data/grading/economic-systems.md",
    sha256: "9fec588dddfc",
    cards: 24
  },
  {
    name: "perfect-competition",
    origin:
      "Principles of Economics by OpenStax, philschatz/economics-book, contents/m48646.md and m48648.md at 0634a3a, m48649.md at 126430721",
    licence: "CC-BY-4.0",
    path: "data/grading/perfect-competition.md",
    sha256: "3a26af5bb112",
    cards: 20
  },
  {
    name: "music-theory",
    origin:
      "openmusictheory/openmusictheory.github.io, harmonicFunctions.md at a7aa146, cadenceTypes.md at 3f5cd41, triads.md at ef7a607, pitches.md at 033149a",
    licence: "CC-BY-SA-4.0",
    path: "data/grading/music-theory.md",
    sha256: "5c1b3bbe0bcb",
    cards: 27
  },
  {
    name: "constitutional-law",
    origin:
      "handouts of a course, paultopia/conlaw_casebook, spring-2022-iteration/05a-justiciability.md and 17a-federalism-summary.md at 38cffda",
    licence: "CC-BY-SA-4.0",
    path: "data/grading/constitutional-law.md",
    sha256: "c8f640f055b0",
    cards: 16
  }
]
