/**
 * docs/conformance.md is the table of the compositions and contracts there are, all of them passed.
 */
import { describe, expect, it } from "vitest"
import { compositions, contracts } from "../../packages/loopi/test/conformance/names.ts"
import { read, tableOf } from "./documents.ts"

const page = "docs/conformance.md"

describe(page, () => {
  it("has a column for every composition", () => {
    expect(read(page)).toContain(`| Contract | ${compositions.join(" | ")} |\n`)
  })

  it("has a row for every contract, passed in every composition", () => {
    const table = tableOf(page, "Contract")
    expect(table.map(([contract]) => contract)).toEqual(contracts)
    expect(table.flatMap(([, ...cells]) => cells).filter((cell) => !/^[1-9]\d*$/.test(cell))).toEqual([])
  })
})
