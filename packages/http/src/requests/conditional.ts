/**
 * Versions as HTTP speaks of them (RFC 9110): told with an answer, asked about, and insisted on.
 */
import type { FlashcardConflict, GoalConflict, SkillTreeConflict } from "@loopi/core"
import { DateTime, Effect, Schema } from "effect"
import { HttpBody, HttpEffect, HttpServerResponse } from "effect/http"

/** For endpoints that change what has a version. */
export const ifMatch = { "if-match": Schema.optionalKey(Schema.String.check(Schema.isMaxLength(200))) }

/** How versions of one sort are written, and read again. */
export interface Versions<V> {
  readonly write: (version: V) => string
  readonly read: (text: string) => V | undefined
}

export const byTime: Versions<DateTime.Utc> = {
  write: (at) => at.epochMilliseconds.toString(36),
  read: (text) => (/^[0-9a-z]{1,9}$/.test(text) ? DateTime.makeUnsafe(Number.parseInt(text, 36)) : undefined)
}

export const byNumber: Versions<number> = {
  write: String,
  read: (text) => (/^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined)
}

/** Tells the version with the present answer, or nothing else where the caller has that one. */
export const tell = <V>(versions: Versions<V>, version: V) =>
  HttpEffect.appendPreResponseHandler((request, response) => {
    const etag = `"${versions.write(version)}"`
    const told = HttpServerResponse.setHeader(response, "etag", etag)
    const isRead = request.method === "GET" || request.method === "HEAD"
    const isKnown = isRead && response.status === 200 && isAmong(request.headers["if-none-match"], etag)
    return Effect.succeed(isKnown ? notModified(told) : told)
  })

/** Makes a change of the version that the caller insists on, or of any. */
export const insisting = <V, A, E extends { readonly _tag: string }, R>(
  { "if-match": match }: { readonly "if-match"?: string },
  versions: Versions<V>,
  change: (expected: V | undefined) => Effect.Effect<A, E, R>
): Effect.Effect<A, E | Stale, R> => {
  if (match === undefined || match.trim() === "*") return change(undefined)
  const expected = versions.read(/^"(.*)"$/.exec(match.trim())?.[1] ?? "")
  return expected === undefined
    ? Effect.fail(stale)
    : Effect.mapError(change(expected), (error) => (conflicts.has(error._tag) ? stale : error))
}

type Conflict = GoalConflict | FlashcardConflict | SkillTreeConflict

const conflicts = new Set<string>(["GoalConflict", "FlashcardConflict", "SkillTreeConflict"] satisfies ReadonlyArray<
  Conflict["_tag"]
>)

interface Stale {
  readonly _tag: "Stale"
}

const stale: Stale = { _tag: "Stale" }

/** Proxies that compress weaken what they pass on: to read again, that is as good. */
const isAmong = (header: string | undefined, etag: string): boolean =>
  header !== undefined && header.split(",").some((one) => ["*", etag, `W/${etag}`].includes(one.trim()))

const notModified = (response: HttpServerResponse.HttpServerResponse) =>
  response.pipe(HttpServerResponse.setStatus(304), HttpServerResponse.setBody(HttpBody.empty))
