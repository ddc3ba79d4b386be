/**
 * Names the place of the template for a whole run, and clears it away at the end. Who needs it first makes it.
 */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { TestProject } from "vitest/node"

declare module "vitest" {
  interface ProvidedContext {
    readonly template: string
  }
}

export const setup = ({ provide }: TestProject) => {
  const directory = mkdtempSync(join(tmpdir(), "loopi-test-"))
  provide("template", join(directory, "template"))
  return () => rmSync(directory, { recursive: true, force: true })
}
