/**
 * Names the place of the template for a whole run, and clears it away at the end. Who needs it first makes it.
 */
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"

export const setup = async () => {
  const directory = await mkdtemp(join(tmpdir(), "loopi-test-"))
  process.env["LOOPI_TEST_TEMPLATE"] = join(directory, "template")
  return () => rm(directory, { recursive: true, force: true })
}
