/**
 * What is said of fields that were sent, wherever they are looked at.
 */

// A hostile request could have us answer with as much as it sent.
export const mostErrors = 20
export const mostCharacters = 200

export const unexpected = "Nothing of this name is expected here"
