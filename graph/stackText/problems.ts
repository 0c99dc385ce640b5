import type { ErrorCode, YAMLError } from "yaml";

/** What must stand where a text is no YAML, and what to do. */
export interface Words {
  allowed: string;
  fix: string;
}

const AS_KEYS: Words = {
  allowed: "key: value, with a blank after the colon, each on a line of its own",
  fix: "look at this line and the one above it: a colon, a blank or a quote is missing, or one is too many",
};
const ONCE = (what: string): Words => ({ allowed: `one ${what} before a value`, fix: "remove all but one" });

/**
 * What a parser finds, in words of who writes the file. A code that is new fails the type check here.
 * Source: npm package yaml, dist/errors.d.ts
 */
const WORDS: Readonly<Record<ErrorCode, Words>> = {
  TAB_AS_INDENT: { allowed: "blanks, and no tab, before a key or an item", fix: "replace the tab by two blanks" },
  BAD_INDENT: {
    allowed: "the keys of one mapping, or the items of one list, one below the other; [ and { closed",
    fix: "indent this line as those it belongs to, and close what is open above it with ] or }",
  },
  MISSING_CHAR: {
    allowed: "what is opened closed again: a quote, ] or }; and a colon behind a key",
    fix: "add what is missing, here or above",
  },
  BLOCK_AS_IMPLICIT_KEY: {
    allowed: "one key: value on a line",
    fix: "put what follows on a line of its own, or the whole value in quotes where it holds a colon and a blank",
  },
  MULTILINE_IMPLICIT_KEY: {
    allowed: "key: value, the key on one line with its colon",
    fix: "add a colon and a value behind the word, or remove it",
  },
  BLOCK_IN_FLOW: {
    allowed: "values and commas between [ and ] or { and }",
    fix: "write the whole list or mapping in one of the two ways: between brackets, or line by line",
  },
  UNEXPECTED_TOKEN: { allowed: AS_KEYS.allowed, fix: "remove this character, or put the whole value in quotes" },
  BAD_SCALAR_START: {
    allowed: "a value that begins with none of the signs @, `, % and the like",
    fix: "put the value in quotes",
  },
  BAD_DQ_ESCAPE: {
    allowed: 'no backslash between double quotes but in \\n, \\t, \\\\, \\" and the like',
    fix: "use single quotes, or write the backslash twice",
  },
  BAD_ALIAS: { allowed: "*NAME, of a value that &NAME stands before above", fix: "correct the name" },
  ALIAS_PROPS: { allowed: "*NAME alone", fix: "remove what stands before it" },
  BAD_DIRECTIVE: { allowed: "no line that begins with % but %YAML 1.2", fix: "remove the line" },
  BAD_PROP_ORDER: { allowed: "&NAME and !TAG before a value", fix: "move it in front of the value" },
  MULTIPLE_ANCHORS: ONCE("&NAME"),
  MULTIPLE_TAGS: ONCE("!TAG"),
  TAG_RESOLVE_FAILED: { allowed: "values without a !TAG", fix: "remove the tag" },
  BAD_COLLECTION_TYPE: { allowed: "values without a !TAG", fix: "remove the tag" },
  KEY_OVER_1024_CHARS: { allowed: "a key of up to 1024 characters", fix: "shorten it" },
  NON_STRING_KEY: { allowed: "a word as a key", fix: "write a word instead of a list or a mapping" },
  DUPLICATE_KEY: { allowed: "each key once in its mapping", fix: "remove one of the two" },
  MULTIPLE_DOCS: {
    allowed: "one document: a file is one stack, and nothing follows a line ---",
    fix: "remove the line ---, or put what follows it into a file of its own",
  },
  RESOURCE_EXHAUSTION: { allowed: "values nested less deeply", fix: "nest them as the reference of the keys shows" },
  IMPOSSIBLE: AS_KEYS,
};

export const wordsFor = ({ code }: YAMLError): Words => WORDS[code];
