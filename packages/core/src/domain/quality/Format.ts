/**
 * A card is shown as it was meant: markup closes what it opens, and there is no HTML.
 */
import { type CardText, reject, type Rule, warn } from "./Rule.ts"
import { hasGap, withoutCode } from "./Tokens.ts"

export const format: Rule = (card) => [
  ...[card.question, card.answer].flatMap((text) => [...unbalanced(text), ...html(withoutCode(text))]).slice(0, 1),
  ...missingGap(card)
]

const count = (text: string, part: RegExp): number => text.match(part)?.length ?? 0

const unbalanced = (text: string) => {
  const prose = withoutCode(text)
  const cut =
    count(text, /```/g) % 2 === 1 ||
    prose.includes("`") ||
    count(prose, /\{\{c\d+::/g) !== count(prose, /\{\{c\d+::[^{}]*\}\}/g) ||
    /\]\([^()\s]*$/.test(prose.slice(-500))
  if (cut || (opensFormula(prose) && /\\[a-z]{2,}/i.test(prose))) return [reject("format", cutOff)]
  return opensFormula(prose) || opensBold(prose) ? [warn("format", cutOff)] : []
}

const cutOff = "Some code, bold text, formula, link or gap is opened and never closed."

// On their own these may also be what the card is about: `$$` in a shell, `**kwargs`, `\(` in a pattern.
const opensBold = (prose: string): boolean => count(prose, /\*\*(?!\*)(?=\S)|(?<=\S)\*\*(?!\*)/g) % 2 === 1

const opensFormula = (prose: string): boolean =>
  count(prose, /\$\$/g) % 2 === 1 ||
  count(prose, /\\\(/g) !== count(prose, /\\\)/g) ||
  count(prose, /\\\[/g) !== count(prose, /\\\]/g)

// A tag by its bare name may be what the card is about: "What is <main> for?"
const active = /<(?:script|style|iframe|object|embed|svg)\b[^<>]*>|<[a-z][^<>]*\son[a-z]+\s*=|<!--|javascript:/i
const layout =
  /<br\s*\/?>|<\/(?:p|b|i|u|em|strong|div|span|font|center|sup|sub|details|summary|td|tr|table)\s*>|&(?:nbsp|amp|lt|gt|quot|#\d{1,6});/i
const attribute = /<[a-z][a-z0-9]*\s[^<>=]*=[^<>]*>/

const html = (prose: string) => {
  if (/<(?:script|style)>/i.test(prose) && !/<\//.test(prose)) return [warn("format", tags)]
  if (active.test(prose) || layout.test(prose)) return [reject("format", tags)]
  return attribute.test(prose) ? [warn("format", tags)] : []
}

const tags = "The card contains HTML, which is not shown."

const missingGap = (card: CardText) =>
  card.kind === "cloze" && !hasGap(card.question) ? [reject("format", "The sentence has no gap to fill.")] : []
