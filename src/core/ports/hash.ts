/** SHA-256 of a text's UTF-8 bytes as lower-case hex. */
export type Hash = (text: string) => string;
