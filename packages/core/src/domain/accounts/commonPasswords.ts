/**
 * Passwords that are guessed first, of those that are long enough at all: words that every list of leaked passwords begins
 * with, however they are spelt and numbered, rows of keys, counts, and short pieces said again and again.
 */
export const isCommon = (password: string): boolean => {
  const typed = asTyped(password)
  return keys.has(typed) || words.has(wordIn(typed)) || pieceOf(typed).length < 10 || isCount(typed)
}

/** Whether it is the address itself, or what stands before its `@`. */
export const isOf = (password: string, email: string): boolean => {
  const typed = asTyped(password)
  return typed === email || typed === email.slice(0, email.lastIndexOf("@"))
}

/** As it is hashed, where full-width letters are letters, and in small ones. */
const asTyped = (password: string) => password.normalize("NFKC").toLowerCase()

/** Without what is put before and behind a word to make it longer, and with its letters for the signs that stand for them. */
const wordIn = (typed: string): string => {
  const middle = typed.replace(/^[^a-z]{1,4}/, "").replace(/[^a-z]{1,12}$/, "")
  return [...middle].map((sign) => letters[sign] ?? sign).join("")
}

const letters: Record<string, string> = { "@": "a", "4": "a", "3": "e", "1": "i", "!": "i", "0": "o", $: "s", "5": "s" }

/** What it says again and again, or all of it. */
const pieceOf = (typed: string): string => {
  for (let length = 1; length <= typed.length / 2; length++) {
    if (typed.slice(length) === typed.slice(0, -length)) return typed.slice(0, length)
  }
  return typed
}

/** As 12345678910, 0987654321 and abcdefghijk. */
const isCount = (typed: string): boolean =>
  ["01234567890123456789", "12345678910111213141516", "abcdefghijklmnopqrstuvwxyz"].some(
    (count) => count.includes(typed) || [...count].toReversed().join("").includes(typed)
  )

/** On keyboards, in English and elsewhere. */
const keys = new Set(
  [
    "qwertyuiop qwertyuiop[] qwertzuiop azertyuiop asdfghjkl; qwertyasdf qwertyasdfgh qwerasdfzxcv asdfghjklzxcvbnm",
    "1qaz2wsx3edc 1qaz2wsx3edc4rfv qazwsxedcrfv qazwsxedcrfvtgb 1q2w3e4r5t 1q2w3e4r5t6y 1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5 q1w2e3r4t5y6 1234qwerasdf 123qweasdzxc qwe123asd456 zaq12wsxcde3 zaq1xsw2cde3 qweasdzxc123 poiuytrewq"
  ].flatMap((line) => line.split(" "))
)

/** Without their numbers. */
const words = new Set(
  [
    "password passwords passwort passwordpassword mypassword yourpassword thepassword newpassword thisismypassword",
    "passphrase letmein letmeinnow pleaseletmein welcome welcomehome welcometo admin administrator root superuser",
    "qwerty qwertyui qwertyuiop qwertz azerty asdf asdfgh asdfghjkl zxcvbn zxcvbnm qweasd qweasdzxc qwertyqwerty abc",
    "abcd abcde abcdef abcdefg abcdefgh aaaaaa iloveyou iloveu iloveme iloveyousomuch iloveyouforever loveyou lovely",
    "ihateyou fuckyou fuckoff whatever nothing secret topsecret default changeme changeit changemenow temporary temp",
    "test testing testtest tester example sample guest user username login access master monkey dragon shadow sunshine",
    "moonlight princess football baseball basketball hockey soccer liverpool chelsea arsenal barcelona realmadrid",
    "manchester manutd superman batman spiderman starwars pokemon naruto minecraft charlie michael michelle jennifer",
    "jessica ashley daniel thomas jordan hunter killer trustno trustnoone hello helloworld hellohello goodmorning",
    "freedom forever family computer internet google facebook samsung windows android summer winter spring autumn",
    "january february march april june july august september october november december monday friday chocolate",
    "cookie butterfly flower jesus jesuschrist godisgood blessed lovelove babygirl angel buster tigger pepper ginger",
    "correcthorsebatterystaple correct horse battery staple thequickbrownfox loopi learning flashcard flashcards"
  ].flatMap((line) => line.split(" "))
)
