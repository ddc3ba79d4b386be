/**
 * A Loopi on a disk in which somebody has words to look for afterwards, and somebody else stays.
 */
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import {
  Answer,
  ArchivingPace,
  Doctor,
  Flashcards,
  GoalTitle,
  Goals,
  Ids,
  Notes,
  Privacy,
  Projector,
  Question,
  Study,
  TimeZoneName,
  UserId,
  Users
} from "@loopi/core"
import { Duration, Effect, Layer, Stream } from "effect"
import { Composition, type Plan } from "loopi"

/** Whatever waits is archived at once. */
const pace = Layer.succeed(ArchivingPace, {
  batchSize: 5,
  lookEvery: Duration.millis(50),
  atLeastEvery: Duration.millis(50)
})

export const opened = (plan: Plan.Plan) => Layer.provide(Composition.layer(plan), pace)

/** Somebody with a goal, a note and cards, all with this word, who has rated each card twice. */
export const newStudent = Effect.fnUntraced(function* (word: string) {
  const ids = yield* Ids
  const id = UserId.make(yield* ids.next)
  yield* (yield* Users).ensure(id, word, { timeZone: TimeZoneName.make("UTC"), rolloverHour: 4 })
  const goal = yield* (yield* Goals).create(id, { title: GoalTitle.make(`Learn ${word}`) })
  yield* (yield* Notes).add(id, goal.id, { name: "notes.md", text: `# ${word}\n\nA ${word} is a bird.\n` })
  for (let i = 0; i < 6; i++) {
    const card = yield* (yield* Flashcards).add(id, {
      goalId: goal.id,
      question: Question.make(`What does the ${word} number ${i} sing?`),
      answer: Answer.make(`The song of ${word} and of ${i}`)
    })
    yield* rateTwice(id, card.id)
  }
  yield* (yield* Projector).catchUp
  return id
})

const rateTwice = Effect.fnUntraced(function* (
  userId: UserId,
  cardId: Parameters<Study["Service"]["rate"]>[1]["cardId"]
) {
  const study = yield* Study
  for (const version of [0, 1]) yield* study.rate(userId, { cardId, rating: 3, version })
})

/** Everything that is kept of somebody, but for the moment it was written down. */
export const keptOf = Effect.fnUntraced(function* (userId: UserId) {
  const { exportAll } = yield* Privacy
  return (yield* Stream.runCollect(exportAll(userId))).slice(1)
})

/** The files below a directory in which a learner is named, by their id or its bytes. */
export const filesWith = (directory: string, userId: UserId): ReadonlyArray<string> => {
  const digits = userId.replaceAll("-", "")
  const words = [Buffer.from(userId), Buffer.from(digits, "hex"), Buffer.from(digits)]
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name, parentPath }) => join(parentPath, name))
    .filter((path) => {
      const bytes = readFileSync(path)
      return words.some((word) => bytes.includes(word))
    })
}

/** What the doctor has to say. */
export const findings = Doctor.use(({ check }) =>
  Effect.map(Stream.runCollect(check), (steps) => steps.flatMap((step) => step.findings))
)

/** Once the archive of a directory has reviews of a learner. */
export const archived = (directory: string, userId: UserId) =>
  Effect.sync(() => filesWith(join(directory, "reviews.lance", "data"), userId).length > 0).pipe(
    Effect.repeat({ until: (found) => found })
  )
