/**
 * The documents the graded cards are from: lessons of textbooks and courses, chosen by licence and subject before the
 * author was run on them. None is copied here; who has one puts it at its `path`. Lessons are joined by an empty line,
 * the front matter of all but the first replaced by its title as a heading.
 */
export interface Graded {
  readonly name: string
  readonly origin: string
  readonly licence: string
  /** From the root of the repository, in a folder that is not kept in it. */
  readonly path: string
  /** The text that was graded: another version of the document has other cards. */
  readonly sha256: string
  /** Cards that were drawn and read. */
  readonly cards: number
}

export const documents: ReadonlyArray<Graded> = [
  {
    name: "blood",
    origin:
      "Anatomy & Physiology by OpenStax, philschatz/anatomy-book, contents/m46710.md, m46691.md and m46707.md at 09a0a6d",
    licence: "CC-BY-4.0",
    path: "data/grading/blood.md",
    sha256: "23d9c0ada7c8",
    cards: 32
  },
  {
    name: "deviance",
    origin:
      "Introduction to Sociology by OpenStax, philschatz/sociology-book, contents/m52841.md at 1b3f75f and m52842.md at fef158a",
    licence: "CC-BY-4.0",
    path: "data/grading/deviance.md",
    sha256: "f1ae9ff2fd11",
    cards: 28
  },
  {
    name: "security",
    origin:
      "microsoft/Security-101, lessons 1.1 at 695a489, 1.2 at 1248a4e, 1.3 at 266d29d, 1.4 at 1248a4e, 1.5 at 2bfbbb3, 1.6 and 2.1 at 1248a4e",
    licence: "MIT",
    path: "data/grading/security.md",
    sha256: "fa3654db90b8",
    cards: 30
  },
  {
    name: "storage",
    origin:
      "linkedin/school-of-sre, courses/level101: databases_nosql/intro.md at 29532a2 and key_concepts.md at 4239ecf, messagequeue/intro.md at 1403464 and key_concepts.md at 03b9d1b, big_data/intro.md at 29532a2 and evolution.md at 4239ecf, databases_sql/concepts.md at 29532a2",
    licence: "CC-BY-4.0",
    path: "data/grading/storage.md",
    sha256: "f3fa0b19418e",
    cards: 30
  }
]
