import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Type } from 'typebox';

/*
 * A command goes to the Koshin that has the data folder as one line of JSON, and comes back as lines of JSON: what it
 * writes, as it writes it, and at last its exit code. Both sides are of this machine and this user; still each reads
 * only what has the form, within these limits.
 */

/** Rises with every change of the lines; a client of another release is answered with a sentence, not with a guess. */
export const protocolVersion = 1;

/** Files that a command takes are keys, certificates and settings, and lists of some 30,000 serial numbers. */
export const maximumFileBytes = 1_048_576;
export const maximumRequestBytes = 2_097_152;

export const CommandRequest = Type.Object(
  {
    version: Type.Literal(protocolVersion),
    language: Type.Union([Type.Literal('ja'), Type.Literal('en')]),
    argv: Type.Array(Type.String({ maxLength: 4096 }), { minItems: 1, maxItems: 64 }),
    /** By option, base64. */
    files: Type.Record(Type.String({ pattern: '^[a-z-]{1,40}$' }), Type.String({ maxLength: maximumFileBytes * 2 }), {
      additionalProperties: false,
    }),
  },
  { additionalProperties: false },
);
export type CommandRequest = Type.Static<typeof CommandRequest>;

export const AnswerLine = Type.Union([
  Type.Object({ out: Type.String() }, { additionalProperties: false }),
  Type.Object({ err: Type.String() }, { additionalProperties: false }),
  Type.Object({ exit: Type.Integer({ minimum: 0, maximum: 255 }) }, { additionalProperties: false }),
]);
export type AnswerLine = Type.Static<typeof AnswerLine>;

/**
 * Where the Koshin that has this data folder takes commands: a socket in the folder, for its owner alone, or on Windows
 * a pipe named after the folder.
 * @param dataDir absolute
 */
export function controlPlace(dataDir: string, platform: NodeJS.Platform = process.platform): string {
  if (platform !== 'win32') return join(dataDir, 'control.sock');
  return `\\\\.\\pipe\\koshin-${createHash('sha256').update(dataDir.toLowerCase()).digest('hex').slice(0, 32)}`;
}
