/**
 * The token that lets the learner in to the server.
 */
import { Config, Effect, FileSystem, Path, Redacted } from "effect"
import { SecureRandom } from "effect/crypto"
import { CommandFailed, exitCodes } from "../failures/CommandFailed.ts"

export interface GivenToken {
  readonly token: Redacted.Redacted
  /** What may be printed of it: output is often kept, so a secret of the environment is not in it. */
  readonly shown: string
}

/** Nobody guesses 16 random characters; fewer are enough where nobody else can ask. */
const fewest = 16

/** `LOOPI_TOKEN`, or one made at the first start and kept beside the data, for its owner's eyes. */
export const tokenIn = Effect.fnUntraced(function* (data: string, isExposed: boolean) {
  const given = yield* Config.Redacted("LOOPI_TOKEN").pipe(Config.withDefault(Redacted.make("")))
  const { length } = Redacted.value(given)
  if (isExposed && length > 0 && length < fewest) return yield* tooShort
  if (length > 0) return { token: given, shown: "the one in LOOPI_TOKEN" }
  const files = yield* FileSystem.FileSystem
  const file = (yield* Path.Path).join(data, "token")
  const kept = (yield* files.readFileString(file).pipe(Effect.orElseSucceed(() => ""))).trim()
  if (kept !== "") {
    yield* closeToOthers(file)
    return own(kept)
  }
  const random = SecureRandom.make((size) => globalThis.crypto.getRandomValues(new Uint8Array(size)))
  const made = `loopi_${(yield* random.uuidV4()).replaceAll("-", "")}`
  // Where everything is kept on a server, nobody else has made the directory.
  yield* files.makeDirectory(data, { recursive: true }).pipe(
    Effect.andThen(files.writeFileString(file, `${made}\n`, { mode: 0o600 })),
    Effect.andThen(files.chmod(file, 0o600)),
    Effect.mapError(() => tokenNotKept(file))
  )
  return own(made)
})

const tooShort = CommandFailed.make({
  code: "configuration",
  exit: exitCodes.usage,
  reason: `LOOPI_TOKEN has fewer than ${fewest} characters, and others can reach this server`,
  whatToDo: "Set a longer one, as `openssl rand -hex 24` prints, or unset it to have one made"
})

const own = (token: string): GivenToken => ({ token: Redacted.make(token), shown: token })

/** A copy or a careless umask may have let everybody read it. Windows has no such permissions. */
const closeToOthers = Effect.fnUntraced(
  function* (file: string) {
    const files = yield* FileSystem.FileSystem
    const { mode } = yield* files.stat(file)
    if ((mode & 0o077) === 0 || process.platform === "win32") return
    yield* files.chmod(file, 0o600)
    yield* Effect.logWarning(`Others could read ${file}: no longer. Remove it to have another token made.`)
  },
  Effect.ignore({ log: "Warn", message: "Others may be able to read the token." })
)

const tokenNotKept = (file: string) =>
  CommandFailed.make({
    code: "data_unusable",
    exit: exitCodes.dependency,
    reason: `the token cannot be kept in ${file}`,
    whatToDo: "Make the directory writable, or set LOOPI_TOKEN"
  })
