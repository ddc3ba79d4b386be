/**
 * The documents the graded cards are from: a course, lessons of textbooks and a student's notes, chosen after the rules
 * stood, by licence and subject, before any card was looked at. None is copied here; who has one puts it at its `path`.
 */
export interface Graded {
  readonly name: string
  readonly origin: string
  readonly licence: string
  /** From the root of the repository, in a folder that is not kept in it. */
  readonly path: string
  /** The text that was graded: another version of the document has other cards. */
  readonly sha256: string
  /** Cards that were read, here all it has: with so few the draw only sets their order. */
  readonly cards: number
}

export const documents: ReadonlyArray<Graded> = [
  {
    name: "eukaryotic-cells",
    origin: "“Eukaryotic Cells”, Biology by OpenStax, philschatz/biology-book, contents/m44407.md",
    licence: "CC-BY-4.0",
    path: "data/grading/eukaryotic-cells.md",
    sha256: "32c3b389ce51",
    cards: 47
  },
  {
    name: "sleep-disorders",
    origin: "“Sleep Problems and Disorders”, Psychology by OpenStax, philschatz/psychology-book, contents/m49036.md",
    licence: "CC-BY-4.0",
    path: "data/grading/sleep-disorders.md",
    sha256: "a3cb96ecd560",
    cards: 22
  },
  {
    name: "security-fundamentals",
    origin: "School of SRE by LinkedIn, courses/level101/security/fundamentals.md at 4239ecf",
    licence: "CC-BY-4.0",
    path: "data/grading/security-fundamentals.md",
    sha256: "22a34b22f182",
    cards: 23
  },
  {
    name: "gdp",
    origin: "“Measuring the Size of the Economy”, Economics by OpenStax, philschatz/economics-book, contents/m48708.md",
    licence: "CC-BY-4.0",
    path: "data/grading/gdp.md",
    sha256: "4f942ced91ce",
    cards: 26
  },
  {
    name: "european-history",
    origin: "sarthaktexas/notes, pages/europeanhistory/chapter19.md at 14b8e44",
    licence: "Apache-2.0",
    path: "data/grading/european-history.md",
    sha256: "b10665ab3c41",
    cards: 2
  }
]
