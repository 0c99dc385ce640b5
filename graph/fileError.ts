/** Something that is wrong with the files themselves, or with how they are named, for the user. */
export class FileError extends Error {}
