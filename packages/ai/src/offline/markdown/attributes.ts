/**
 * Labels that ask for a property of what the section is about: "Capital: Paris" below "France".
 */
import { isPlural, topicOf } from "./asking.ts"
import type { Place } from "./Extracted.ts"
import { countWords } from "./wording.ts"

const attributes =
  /^(?:(?:official|national|si|average|mean|median|typical|normal|peak|total|maximum|minimum|maximal|minimal|usual|scientific|chemical|current|original|primary|main|time|space|worst-case|average-case|default|atomic|molar|molecular|relative|highest|largest|longest|boiling|melting|freezing|active|causative|incubation|gestation) )?(?:capital|currency|language|population|area|age|duration|incidence|prevalence|mortality|lifespan|life expectancy|habitat|diet|location|inventor|discoverer|founder|author|composer|director|painter|architect|publisher|unit|symbol|formula|number|mass|weight|charge|point|density|complexity|port|half-life|inheritance|mode of inheritance|agent|vector|period|peak|river|mountain|city|lake|religion|date|year|place|height|length|depth|distance|diameter|speed|frequency|wavelength|temperature|pressure|dose|antidote|antonym|synonym|plural|opposite|abbreviation|etymology|pronunciation|reservoir|host|motto|genus|family)$/i

/** The question a label asks of its section's subject; nothing where either cannot be named. */
export const askProperty = (place: Place, label: string, value: string): string | undefined => {
  const topic = topicOf(place)
  if (topic === "" || !attributes.test(label) || isPlural(label) || !isValue(value)) return undefined
  if (
    isPlural(topic) &&
    !/^\p{Lu}\S* \p{Lu}/u.test(topic) &&
    /^(?:number|author|inventor|date|year|unit|symbol)$/i.test(label)
  )
    return undefined
  if (/^(?:date|year)$/i.test(label)) return /\d/.test(value) ? `${topic}: when was it?` : undefined
  return `${topic}: what is the ${small(label)}?`
}

const isValue = (value: string): boolean =>
  countWords(value) <= 9 &&
  !/[?!:]$|^(?:see|same|varies|variable|unknown|various|many|several|n\/a)\b|%$|\b(?:most|least|risk|important)\b/i.test(
    value
  )

const small = (label: string): string =>
  /^\p{Lu}{2}/u.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1)
