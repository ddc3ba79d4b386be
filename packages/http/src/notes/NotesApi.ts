/**
 * Notes over HTTP: what a goal is learned from.
 */
import { GoalId, SourceDocument } from "@loopi/core"
import { Schema, Struct } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "effect/http-api"
import { Authentication } from "../authentication/Authentication.ts"
import { documented } from "../document/documented.ts"
import * as examples from "../document/examples.ts"
import { Idempotency } from "../idempotency/Idempotency.ts"
import { JsonBody } from "../requests/Guards.ts"
import { problems } from "../problems/Problem.ts"

/** A note without its text, which may be a book. */
const NoteSummary = Schema.Struct(Struct.omit(SourceDocument.fields, ["text"])).annotate({ identifier: "NoteSummary" })

/** The core refuses a text it cannot keep, and says why. */
const NewNote = Schema.Struct({ name: SourceDocument.fields.name, text: Schema.String })

const params = { id: GoalId }

const list = HttpApiEndpoint.get("list", "/goals/:id/notes", {
  params,
  success: Schema.Array(NoteSummary),
  error: problems("goal_not_found", "store_unavailable")
}).annotateMerge(
  documented({
    operation: "listNotes",
    scope: "read",
    summary: "List the notes of a goal",
    description: "Oldest first, without their text.",
    response: [examples.note]
  })
)

const add = HttpApiEndpoint.post("add", "/goals/:id/notes", {
  params,
  payload: NewNote,
  success: NoteSummary.pipe(HttpApiSchema.status(201)),
  error: problems("goal_not_found", "note_refused", "store_unavailable")
})
  .middleware(Idempotency)
  .middleware(JsonBody)
  .annotateMerge(
    documented({
      operation: "addNote",
      scope: "write",
      once: "joined",
      summary: "Add a note to a goal",
      description: "Kept to the letter: cards point back into it. The same text twice is kept once.",
      request: examples.newNote,
      response: examples.note
    })
  )

export class NotesApi extends HttpApiGroup.make("notes")
  .add(list, add)
  .middleware(Authentication)
  .annotateMerge(OpenApi.annotations({ title: "Notes", description: "What a goal is learned from." })) {}
