/**
 * Pairs to calibrate a space with where a learner brings none: goals and cards as people write them, judged by hand.
 *
 * Many of those that are different are hard: near in wording or subject, and yet not the same.
 */
import type { LabelledPair } from "./Calibration.ts"

const goals =
  (same: boolean) =>
  ([first, second]: readonly [string, string]): LabelledPair => ({ kind: "goal", first, second, same })

const cards =
  (same: boolean) =>
  ([question, answer, question2, answer2]: readonly [string, string, string, string]): LabelledPair => ({
    kind: "flashcard",
    first: { question, answer },
    second: { question: question2, answer: answer2 },
    same
  })

const sameGoals = [
  ["Learn Spanish for my trip to Peru", "Get my Spanish ready for travelling in Peru"],
  ["Understand how databases work", "Understanding the inner workings of databases"],
  ["Learn to play the piano", "Play piano as a beginner"],
  ["Pass the driving theory test", "Prepare for my driving theory exam"],
  ["Learn the basics of machine learning", "Machine learning fundamentals"],
  ["Understand the human immune system", "How the human immune system works"],
  ["Become good at linear algebra", "Linear algebra, from vectors to eigenvalues"],
  ["Learn to cook Thai food", "Cooking Thai dishes at home"],
  ["Know the history of the Roman Empire", "Roman Empire: its history from Augustus to the fall"],
  ["Write clean TypeScript", "Learn to write clean code in TypeScript"],
  ["Learn the capitals of Europe", "European capital cities"],
  ["Identify common garden birds", "Recognise the birds in my garden"],
  ["Master Git branching and merging", "Learn branching and merging with Git"],
  ["Study for the medical entrance exam in anatomy", "Anatomy for the medical entrance exam"],
  ["Understand compound interest and saving", "Learn how saving and compound interest work"],
  ["Learn to read sheet music", "Reading sheet music"],
  ["Get to know Kubernetes networking", "Networking in Kubernetes explained"]
] as const

const differentGoals = [
  ["Learn Spanish for my trip to Peru", "Learn Italian for my trip to Rome"],
  ["Understand how databases work", "Understand how compilers work"],
  ["Learn to play the piano", "Learn to play the guitar"],
  ["Pass the driving theory test", "Pass the sailing licence test"],
  ["Learn the basics of machine learning", "Learn the basics of macroeconomics"],
  ["Understand the human immune system", "Understand the human digestive system"],
  ["Become good at linear algebra", "Become good at chess openings"],
  ["Learn to cook Thai food", "Bake sourdough bread"],
  ["Know the history of the Roman Empire", "Plan a vegetable garden"],
  ["Write clean TypeScript", "Write short stories"],
  ["Learn the capitals of Europe", "Contract law for founders"],
  ["Identify common garden birds", "Statistics for psychologists"],
  ["Master Git branching and merging", "Photograph the night sky"],
  ["Study for the medical entrance exam in anatomy", "Repair my bicycle"],
  ["Understand compound interest and saving", "Greek mythology"],
  ["Learn to read sheet music", "Irregular verbs in German"],
  ["Get to know Kubernetes networking", "First aid for children"]
] as const

const sameCards = [
  ["What does a mutex protect?", "A critical section", "What is protected by a mutex?", "The critical section"],
  ["What is the capital of Norway?", "Oslo", "Which city is Norway's capital?", "Oslo"],
  ["What is the chemical symbol of gold?", "Au", "What is the chemical symbol for gold?", "Au"],
  ["Who wrote the novel Emma?", "Jane Austen", "Who is the author who wrote the novel Emma?", "Jane Austen"],
  ["What is osmosis?", "Diffusion of water through a membrane", "Define osmosis", "Water diffusing through a membrane"],
  [
    "What is a stack's order of removal?",
    "Last in, first out",
    "Explain a stack's removal order",
    "Last in, first out"
  ],
  [
    "What does DNS translate?",
    "Domain names into IP addresses",
    "Explain what DNS translates",
    "Domain names to addresses"
  ],
  ["Which organ makes insulin?", "The pancreas", "Insulin is made by which organ?", "Pancreas"],
  ["What is the largest planet?", "Jupiter", "Which planet is the largest?", "Jupiter"],
  [
    "What is a palindrome?",
    "A word read the same backwards",
    "Define palindrome",
    "A word that reads the same backwards"
  ],
  ["When did the Berlin Wall fall?", "In November 1989", "The Berlin Wall fell when?", "November 1989"],
  [
    "Who was the first explorer at the South Pole?",
    "Amundsen",
    "Which person first reached the South Pole?",
    "Amundsen"
  ],
  ["What is idempotence?", "Repeating it changes nothing more", "Define idempotence", "Repeating changes nothing more"],
  [
    "What does the heart's left ventricle do?",
    "Pumps blood into the aorta",
    "What is the function of the heart's left ventricle?",
    "Pumping blood into the aorta"
  ],
  [
    "Which river flows through Vienna and Budapest?",
    "Danube",
    "What river flows through Budapest and Vienna?",
    "The Danube"
  ],
  [
    "What is an enzyme?",
    "A protein that speeds up a reaction",
    "Explain the term enzyme",
    "A protein speeding up a reaction"
  ],
  ["What is the speed of light?", "About 300,000 km/s", "How fast is light?", "About 300,000 kilometres a second"],
  ["Which painter made Guernica?", "Pablo Picasso", "Who painted Guernica?", "Picasso"]
] as const

const differentCards = [
  ["What is the capital of Norway?", "Oslo", "What is the capital of Sweden?", "Stockholm"],
  ["What does HTTP status 404 mean?", "Not found", "What does HTTP status 403 mean?", "Forbidden"],
  ["Which sorts are stable?", "Merge sort, insertion sort", "Which sorts are not stable?", "Quicksort, heapsort"],
  ["What is mitosis?", "Division into two equal cells", "What is meiosis?", "Division into four sex cells"],
  ["Who invented the phonograph?", "Thomas Edison", "Who invented the light bulb?", "Thomas Edison"],
  [
    "What is the insertion time of a linked list?",
    "Constant",
    "What is the insertion time of a hash table?",
    "Constant"
  ],
  [
    "Name an advantage of microservices",
    "Independent releases",
    "Name a disadvantage of microservices",
    "Network calls"
  ],
  ["Which ocean is the largest?", "Pacific", "Which ocean holds the deepest trench?", "Pacific"],
  ["What is a vein?", "A vessel towards the heart", "What is an artery?", "A vessel away from the heart"],
  ["How many US states border Mexico?", "Four", "How many US states border the Pacific?", "Five"],
  [
    "What is an agonist?",
    "A drug that activates a receptor",
    "What is an antagonist?",
    "A drug that blocks a receptor"
  ],
  ["In which year did the Titanic sink?", "1912", "In which year was the Titanic launched?", "1911"],
  ["What kind of government has Norway?", "A monarchy", "What kind of government has Spain?", "A monarchy"],
  ["What is the derivative of sin x?", "cos x", "What is the derivative of cos x?", "-sin x"],
  ["What is photosynthesis?", "Making sugar from light", "Where does photosynthesis happen?", "In the chloroplasts"],
  ["Who wrote Faust?", "Goethe", "Who set Faust to music as an opera?", "Gounod"],
  ["What is a primary key?", "It names one row", "What is a foreign key?", "It points to a row elsewhere"],
  ["What is inflation?", "Prices rise in general", "What is deflation?", "Prices fall in general"]
] as const

/** Each with each: what most pairs of a learner's goals are like. */
const unrelatedGoals = sameGoals.flatMap(([one, reworded], i) =>
  sameGoals.slice(i + 1).flatMap(([other, otherwise]) => [[one, other] as const, [reworded, otherwise] as const])
)

export const calibrationPairs: ReadonlyArray<LabelledPair> = [
  ...sameGoals.map(goals(true)),
  ...differentGoals.map(goals(false)),
  ...unrelatedGoals.map(goals(false)),
  ...sameCards.map(cards(true)),
  ...differentCards.map(cards(false))
]
