/**
 * The four documents the graded cards were drawn from. None stood before the rules when they were written; a first
 * sample of them (seed 41) showed where flaws cluster, the graded one (seed 23) was drawn after the rules were mended.
 */
export interface Graded {
  readonly name: string
  readonly origin: string
  readonly licence: string
  /** From the root of the repository. */
  readonly path: string
  /** The text that was graded: another version of the document has other cards. */
  readonly sha256: string
}

export const documents: ReadonlyArray<Graded> = [
  {
    name: "react-interview-questions",
    origin: "sudheerj/reactjs-interview-questions, README",
    licence: "MIT",
    path: "../shared/data/decks/react-interview-questions.md",
    sha256: "10b1e2b14b34"
  },
  {
    name: "test-your-sysadmin-skills",
    origin: "trimstray/test-your-sysadmin-skills, README",
    licence: "MIT",
    path: "../shared/data/decks/test-your-sysadmin-skills.md",
    sha256: "b20ef1b0df12"
  },
  {
    name: "semver",
    origin: "npm/node-semver, README",
    licence: "ISC",
    path: "node_modules/semver/README.md",
    sha256: "f1a789dcec28"
  },
  {
    name: "picomatch",
    origin: "micromatch/picomatch, README",
    licence: "MIT",
    path: "node_modules/picomatch/README.md",
    sha256: "a69b87120fe2"
  }
]

/** Cards drawn from each. */
export const drawnFrom = 30
