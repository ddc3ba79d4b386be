/**
 * How hashes by Argon2id are written down: PHC strings, which say what they were made with.
 */
import { PasswordHash } from "@loopi/core"

export interface Parameters {
  /** KiB. */
  readonly memory: number
  readonly passes: number
  readonly parallelism: number
}

export interface Hashed extends Parameters {
  readonly salt: Buffer
  readonly tag: Buffer
}

export const write = ({ memory, parallelism, passes, salt, tag }: Hashed): PasswordHash =>
  PasswordHash.make(`$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${inBase64(salt)}$${inBase64(tag)}`)

/** What a string says, unless it is none of ours. */
export const read = (hash: PasswordHash): Hashed | undefined => {
  const [, memory = "", passes = "", parallelism = "", salt = "", tag = ""] = written.exec(hash) ?? []
  if (tag === "") return undefined
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, "base64"),
    tag: Buffer.from(tag, "base64")
  }
}

const written =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,64})\$([A-Za-z0-9+/]{16,128})$/

/** Without padding, as PHC strings have it. */
const inBase64 = (bytes: Buffer): string => bytes.toString("base64").replace(/=+$/, "")
