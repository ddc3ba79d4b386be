/**
 * What an answer is made of: texts of bounded length, with a word on what they are for.
 */
import { Schema } from "effect"

/** Text with something in it. One check for both ends, so that the description is all that a model is told of it. */
export const said = (max: number, description: string) =>
  Schema.String.check(Schema.makeFilter((text) => text !== "" && text.length <= max)).annotate({ description })

/** Text that may be empty. */
export const maybeSaid = (max: number, description: string) =>
  Schema.String.check(Schema.isMaxLength(max)).annotate({ description })

/** The number of something that was shown, from 1. */
export const numbered = (description: string) =>
  Schema.Int.check(Schema.isGreaterThanOrEqualTo(1)).annotate({ description })
