import { createHash } from "node:crypto"
import { SpaceId } from "@loopi/core"
import type { Provider } from "./dialects/Dialect.ts"

/** Names provider, model and length, for example `ollama/nomic-embed-text/768`. Two models never share a name. */
export const spaceOf = (provider: Provider, model: string, dimension: number): SpaceId => {
  const plain = model
    .toLowerCase()
    .replaceAll(/[^a-z0-9._/-]+/g, "-")
    .slice(0, 60)
  // What a space cannot say of the name is in its hash.
  const name = plain === model ? plain : `${plain}-${createHash("sha256").update(model).digest("hex").slice(0, 8)}`
  return SpaceId.make(`${provider}/${name}/${dimension}`)
}
