/**
 * Tells people from things, by what is said of them: of a person one asks who.
 */

const role =
  /\b(?:architect|sculptor|painter|poet|writer|author|king|queen|emperor|empress|pope|president|general(?!\s\p{Ll})|explorer|inventor|philosopher|engineer|lawyer|politician|composer|singer|actor|actress|doctor|nurse|monk|nun|saint|prince|princess|leader|founder|astronomer|geographer|geologist|ruler|dictator|chancellor|minister|statesman|merchant|priest|bishop|soldier|teacher|professor|economist|activist|programmer|reformer|theologian|nobleman|patient|man|woman|(?:[a-z]{3,}(?:ologist|ician|torian|ematician|emist|ysicist|alist|atist|opher)))\b/iu

/** "Filippo Brunelleschi", who is an architect by his first words. */
export const isPerson = (name: string, said: string): boolean =>
  /^(?:\p{Lu}[\p{L}.'’-]*\s?(?:(?:van|von|de|da|di|del|della|of|the|al|ibn|bin)\s)*)+$/u.test(`${name} `.trimEnd()) &&
  /^\p{Lu}\p{Ll}/u.test(name) &&
  role.test(
    said
      .split(/\s+/)
      .slice(0, 6)
      .join(" ")
      .split(/\b(?:who|that|which|of|for|by|from)\b/)[0] ?? ""
  )
