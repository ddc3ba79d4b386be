import { Array, DateTime, Effect, Layer, Order } from "effect"
import { type SourceDocument, type SourceDocumentId, SourceDocumentNotFound } from "../../domain/notes/Source.ts"
import { SourceDocumentStore } from "../../ports/notes/SourceDocumentStore.ts"
import { forgetsWithLearner } from "../privacy/MemoryForgetting.ts"

/** Keeps notes in a `Map`. */
export const layer: Layer.Layer<SourceDocumentStore> = Layer.effect(
  SourceDocumentStore,
  Effect.gen(function* () {
    const documents = new Map<SourceDocumentId, SourceDocument>()
    yield* forgetsWithLearner("source_documents", documents, ({ userId }) => userId)

    return SourceDocumentStore.of({
      insert: (document) => Effect.sync(() => void documents.set(document.id, document)),
      get: (userId, id) =>
        Effect.suspend(() => {
          const document = documents.get(id)
          return document?.userId === userId ? Effect.succeed(document) : SourceDocumentNotFound.make({ id })
        }),
      list: (userId, goalId) =>
        Effect.sync(() =>
          Array.sort(
            [...documents.values()].filter((document) => document.userId === userId && document.goalId === goalId),
            oldestFirst
          )
        )
    })
  })
)

const oldestFirst = Order.combine(
  Order.mapInput(DateTime.Order, (document: SourceDocument) => document.createdAt),
  Order.mapInput(Order.String, (document: SourceDocument) => document.id)
)
