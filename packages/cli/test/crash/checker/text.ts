/**
 * Reviews and schedules as text: numbers in JSON lose nothing, so equal texts are equal bits.
 */
import { DaySummary, Review, Schedule } from "@loopi/core"
import { Schema } from "effect"

export const textOfSchedule = Schema.encodeSync(Schema.fromJsonString(Schema.toCodecJson(Schedule)))
export const textOfReview = Schema.encodeSync(Schema.fromJsonString(Schema.toCodecJson(Review)))
export const textOfDays = Schema.encodeSync(Schema.fromJsonString(Schema.toCodecJson(Schema.Array(DaySummary))))
