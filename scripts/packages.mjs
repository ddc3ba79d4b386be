/**
 * Holds every package to what its users will install: publint on each of them as it would be published.
 */
import { globSync } from "node:fs"
import { dirname } from "node:path"
import { publint } from "publint"
import { formatMessage } from "publint/utils"

let wrong = 0
for (const file of globSync("packages/*/package.json")) {
  const pkgDir = dirname(file)
  const { messages, pkg } = await publint({ pkgDir, level: "warning" })
  for (const message of messages) console.log(`${pkg.name}: ${formatMessage(message, pkg)}`)
  wrong += messages.length
}
console.log(wrong === 0 ? "every package is fit to publish" : `${wrong} things to mend`)
process.exitCode = wrong === 0 ? 0 : 1
