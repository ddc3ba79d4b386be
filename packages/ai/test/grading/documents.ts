/**
 * The four documents the graded cards were drawn from, chosen after the rules stood: by licence, subject and number of
 * cards, before any card of them was looked at. None is copied here; who has one puts it where `path` says.
 */
export interface Graded {
  readonly name: string
  readonly origin: string
  readonly licence: string
  /** From the root of the repository, in a folder that is not kept in it. */
  readonly path: string
  /** The text that was graded: another version of the document has other cards. */
  readonly sha256: string
}

export const documents: ReadonlyArray<Graded> = [
  {
    name: "collaborator-guide",
    origin: "Node.js 20.20.2, doc/contributing/collaborator-guide.md",
    licence: "MIT",
    path: "data/grading/collaborator-guide.md",
    sha256: "a5cb7e42c7d3"
  },
  {
    name: "stream",
    origin: "Node.js 20.20.2, doc/api/stream.md",
    licence: "MIT",
    path: "data/grading/stream.md",
    sha256: "695460cc5af6"
  },
  {
    name: "crypto",
    origin: "Node.js 20.20.2, doc/api/crypto.md",
    licence: "MIT",
    path: "data/grading/crypto.md",
    sha256: "e5f9c25f2912"
  },
  {
    name: "match-syntax",
    origin: "compromise 14.17.0, docs/match-syntax.md",
    licence: "MIT",
    path: "data/grading/match-syntax.md",
    sha256: "2fb41795f40b"
  }
]

/** Cards drawn from each. */
export const drawnFrom = 30
