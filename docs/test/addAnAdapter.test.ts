/**
 * The adapters of docs/add-an-adapter.md keep the contract that it writes.
 */
import { afterAll } from "vitest"
import { writeSnippets } from "./snippets.ts"

const written = writeSnippets("add-an-adapter", ["docs/add-an-adapter.md"])
afterAll(written.remove)

// The page's own test file: it defines its tests in this one.
const page = written.files.find((file) => file.endsWith("test/ReminderStore.ts"))
if (page === undefined) throw new Error("the page has no test")
await import(/* @vite-ignore */ page)
