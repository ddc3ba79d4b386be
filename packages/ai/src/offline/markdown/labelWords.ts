/**
 * Words that notes put in front of a text or over a section to say what is told there, in whichever subject.
 */
import { countWords } from "./wording.ts"

const words =
  "abstract acute adults advantage age agenda aim alternative answer appearance application argument assessment assignment assumption audience author background benefit biography birth born causation cause century challenge change character characteristic children chronic citation class classification clinical clue comment comparison complication composition con concern conclusion condition consequence consideration contents context contraindication contribution cost course critic criticism cure date day death decision definition demographics description detail diagnosis died diet difference disadvantage discussion distribution drawback duration early effect end epidemiology era etiology event evidence evolution example exception exercise expected explanation fact factor feature finding focus follow-up formation founded frequency function general genetics geography goal gross group guideline habitat hallmark highlight hint histology history idea image impact implication importance incidence indication influence infusion injectable input insight instruction intro introduction investigation issue key keyword kind language last later leader learning legacy lesson level life limitation link location macroscopic main management mean meaning measure mechanism membership men method microscopic mistake mnemonic morphology mortality motivation motto name nature need nickname notation note nutrition objective observation occurrence onset opponent option origin outcome output overview parameter participant pathogenesis pathology pathophysiology pattern people period person phase physical picture place player point position practice precaution prerequisite presentation prevalence prevention principle pro problem procedure process prognosis prompt property pros purpose question quote rationale reading reason recommendation reference region relation relevance remark reminder requirement response responsibility result review risk role rule safety scenario scope screening season section setting shape sign significance similarity site situation size skill solution source stage standard statistic status step story strategy strength structure study style subject subtype success suggestion summary symptom synonym syntax task term time timeline timing tip title tool topic toxicity transmission treatment trend trigger type typical use variant variation view warning weakness when where who why women work young"

const singulars = new Set(words.split(" "))

const singular = (word: string): string =>
  singulars.has(word)
    ? word
    : word
        .replace(/ies$/, "y")
        .replace(/(ch|sh|ss|x)es$/, "$1")
        .replace(/([^s])s$/, "$1")

/** Adjectives that make no name of a label. */
const qualifying =
  /^(?:(?:the|a|an|its|main|key|major|minor|primary|secondary|important|common|typical|average|peak|average|overall|total|general|basic|other|further|additional|clinical|historical|political|economic|social|cultural|environmental|technical|short|long|short-term|long-term|immediate|positive|negative|early|late|early|gross|microscopic|physical|chemical|biological|possible|potential|best|worst|final|first|second|third|last|next|end|real|brief|risk|protective|side|underlying|different|special|current|modern|recent|global|local|national|international|learning|use|definitive|differential|geographic|global|female|male|human|personal|practical|core|central|critical|contributing)\s)+/i

/** "Clinical features", "Peak age", "Results": what a text is about, and no term of its own. */
export const isLabelWord = (term: string): boolean => {
  const bare = term
    .toLowerCase()
    .replace(/\s*\([^()]*\)/g, "")
    .replace(/[:.]$/, "")
    .trim()
  const own = bare.replace(qualifying, "")
  const parts = own.split(/\s*(?:\/|,|&|\sand\s|\sor\s)\s*/)
  return parts.every((part) => countWords(part) === 1 && singulars.has(singular(part)))
}

/** Sections whose entries do nothing but say what words mean. */
export const isGlossary = ({ path }: { readonly path: ReadonlyArray<string> }): boolean =>
  /^(?:(?:key|important|new|main|basic) )?(?:glossary|terms?|terminology|vocabulary|definitions?)(?: (?:and|&) (?:terms?|definitions?|concepts?|vocabulary))?$/i.test(
    (path.at(-1) ?? "").trim()
  )

/** So often at most is a word looked at: a long note says a common one thousands of times. */
const mostLooks = 200

/** How often the note sets these words in front of a text: twice and more, under whatever heading, is a label. */
export const timesSetApart = (markdown: string, term: string): number => {
  let times = 0
  let at = markdown.indexOf(term)
  for (let looks = 0; at >= 0 && looks < mostLooks; looks += 1) {
    const end = at + term.length
    const before = markdown.slice(Math.max(0, at - 12), at)
    if (
      /(?:^|\n|\|)[ \t>]*(?:(?:[-*+]|\d{1,2}[.)])[ \t]+)?[*_]{0,3}$/.test(before) &&
      opens.test(markdown.slice(end, end + 8))
    )
      times += 1
    at = markdown.indexOf(term, end)
  }
  return times
}

const opens = /^[*_]{0,3}\s?(?::|[–—]|-\s)[*_]{0,3}/
