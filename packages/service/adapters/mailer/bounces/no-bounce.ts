/** Why something is no report about a mail of ours, in words that follow "no bounce: ". */
export class NoBounce extends Error {
  override readonly name = 'NoBounce';
}
