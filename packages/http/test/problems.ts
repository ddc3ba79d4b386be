/**
 * What every failure must look like, wherever it comes from.
 */
import { assert } from "@effect/vitest"
import { FieldError, problemCodes, type ProblemCode, type ProblemKind, problemContentType } from "@loopi/http"
import { Schema } from "effect"
import type { Answered } from "./ask.ts"

/** Members that may stand in a problem: whatever else stood there might be a leak. */
const members = new Set(["type", "title", "status", "detail", "code", "what_to_do", "errors", "requestId"])

/** Checks that the answer is a whole and honest problem. */
export const assertConforms = ({ headers, json, status, text }: Answered): void => {
  assert.strictEqual(headers["content-type"], problemContentType, text)
  assert.isTrue(
    Object.keys(json).every((member) => members.has(member)),
    text
  )
  assert.isTrue(Object.hasOwn(problemCodes, String(json["code"])), text)
  assert.strictEqual(json["type"], `urn:problem-type:loopi:${String(json["code"])}`)
  assert.strictEqual(json["status"], status)
  assert.isString(json["title"])
  assert.isString(json["detail"])
  assert.strictEqual(json["requestId"], headers["x-request-id"])
  assert.notMatch(text, /\bat \S+ \(|node_modules|\.ts:\d|SELECT |INSERT /)
}

/** Checks that the answer is the problem of this code. */
export const assertProblem = (answered: Answered, code: ProblemCode): void => {
  const kind: ProblemKind = problemCodes[code]
  assert.strictEqual(answered.json["code"], code, answered.text)
  assert.strictEqual(answered.status, kind.status)
  assertConforms(answered)
}

/** Checks that the answer names exactly these fields as wrong. */
export const assertInvalid = (answered: Answered, ...paths: ReadonlyArray<string>): void => {
  assertProblem(answered, "invalid_input")
  const errors = Schema.decodeUnknownSync(Schema.Array(FieldError))(answered.json["errors"])
  assert.deepStrictEqual(new Set(errors.map(({ path }) => path)), new Set(paths))
}
