/**
 * A card carries nothing that is meant for a program rather than a learner, and no secret.
 */
import { isStorable } from "../Text.ts"
import { reject, type Rule, warn } from "./Rule.ts"

export const safety: Rule = (card) => [card.question, card.answer].flatMap(unsafe).slice(0, 1)

export const unsafe = (text: string) => {
  if (hasHiddenCharacters(text)) return [reject("safety", "The card contains characters nobody can see.")]
  const real = withoutExamples(text)
  if (secrets.some((secret) => secret.test(real))) {
    return [reject("safety", "The card seems to contain a password or a key.")]
  }
  const said = unquoted(text)
  if (commands.some((command) => command.test(said))) {
    return [reject("safety", "The card contains an instruction to a program, not something to learn.")]
  }
  const quoted = said !== text && commands.some((command) => command.test(text))
  return quoted ? [warn("safety", "The card quotes an instruction to a program.")] : []
}

/** Manuals mark keys that open nothing; looking around every word for the mark would take long. */
const withoutExamples = (text: string): string =>
  text.includes("EXAMPLE") ? text.replace(/\w{0,40}EXAMPLE\w{0,40}/g, " ") : text

/** Said of such a phrase, rather than said. */
const unquoted = (text: string): string => text.replace(/"[^"]*"|“[^“”]*”|«[^«»]*»|`[^`]*`/g, " ")

const object = "(?:instructions?|prompts?|rules|directions|commands|messages|context)"

const commands: ReadonlyArray<RegExp> = [
  new RegExp(
    `\\b(?:ignore|disregard|forget|override) (?:(?:all|any|the|your|these|of|my) ){0,3}(?:previous|prior|above|earlier|preceding|system) ${object}\\b`,
    "i"
  ),
  /\b(?:reveal|print|repeat|show|output) (?:me )?(?:your|the) (?:system|hidden|initial) (?:prompt|instructions?|message)\b/i,
  /\byou are now (?:a|an|in|the|no longer)\b|\bdo not (?:tell|inform|mention this to) the (?:user|learner)\b/i,
  /\bas an ai (?:language )?model\b|\bi(?:['’]m| am) (?:sorry|unable|an ai)\b.{0,40}\b(?:cannot|can['’]t|language model)\b/i,
  /<\/?(?:system|assistant|instructions?|untrusted|source_text|learner_text)>|<\|[a-z_]{1,30}\|>|\[\/?INST\]/i
]

const secrets: ReadonlyArray<RegExp> = [
  /\b(?:sk|pk|rk)[-_][A-Za-z0-9_-]{20,}/,
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  /\b(?:ghp|gho|ghs|ghu)_[A-Za-z0-9]{30,}|\bgithub_pat_\w{30,}/,
  /\bxox[abprs]-[A-Za-z0-9-]{10,}|\bAIza[\w-]{30,}|\bjina_\w{30,}/,
  /-----BEGIN (?:[A-Z]{1,10} ){0,3}PRIVATE KEY-----/,
  /\beyJ[\w-]{10,200}\.eyJ[\w-]{10,200}\./,
  /\b(?:api[_-]?key|secret|access[_-]?token|password)["']?\s{0,3}[:=]\s{0,3}["']?(?=[\w+/-]{0,80}\d)[\w+/-]{16,}/i
]

/** Flags of countries are spelt with tag characters; nothing else is. */
const subdivisionFlag = /\u{1F3F4}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{1,6}\u{E007F}/gu

// Control characters but tab and line ends; overrides of writing direction; tags; runs of invisible signs.
const hidden =
  /(?![\t\n\r])\p{Cc}|[\u202A-\u202E\u2066-\u2069\u{E0000}-\u{E007F}]|(?:\p{Variation_Selector}|[\u00AD\u200B\u2060-\u2064\uFEFF]){3}/u

/** All that most cards are made of. */
const plain = /^[\t\n\r -~]*$/

const hasHiddenCharacters = (text: string): boolean =>
  !plain.test(text) && (!isStorable(text) || hidden.test(text.replace(subdivisionFlag, "")))
