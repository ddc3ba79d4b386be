/**
 * Search over HTTP.
 */
import { EmbeddedKind, SearchLimit, SearchReport, SearchText } from "@loopi/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, OpenApi } from "effect/http-api"
import { Authentication } from "../authentication/Authentication.ts"
import { documented } from "../document/documented.ts"
import * as examples from "../document/examples.ts"
import { problems } from "../problems/Problem.ts"

const find = HttpApiEndpoint.get("find", "/", {
  query: {
    q: SearchText,
    kind: Schema.optionalKey(EmbeddedKind),
    limit: Schema.optionalKey(SearchLimit)
  },
  success: SearchReport,
  error: problems("store_unavailable")
}).annotateMerge(
  documented({
    operation: "search",
    scope: "read",
    summary: "Find goals and flashcards",
    description:
      "Your goals and cards, drafts too, by what they mean and by the words in them, best first; `limit` of them (10). " +
      "`kind` leaves the other kind out. Where meanings cannot be searched just now, `meaningSkipped` says why and the " +
      "words decide alone.",
    response: examples.searchReport
  })
)

export class SearchApi extends HttpApiGroup.make("search")
  .add(find)
  .middleware(Authentication)
  .prefix("/search")
  .annotateMerge(OpenApi.annotations({ title: "Search", description: "Finding what you have." })) {}
