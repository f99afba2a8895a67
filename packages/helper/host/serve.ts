import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { type HostAnswerBody, HostRequest } from '@koshin/wire/helper/host-messages.ts';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { refused } from './answer-request.ts';
import { FrameReader, FramingError, frame } from './framing.ts';

/** Enough of a request to answer it. */
const Numbered = Type.Object({ id: Type.Integer({ minimum: 1 }) });

/** Why a host ended: the browser closed the port, or sent what is no message. */
export type End = 'closed' | 'misframed';

/**
 * Takes one message after the other and answers each exactly once, in order. What is framed wrongly, breaks off, or has
 * no number ends it: there is nobody to answer.
 */
export async function serve({
  input,
  output,
  answer,
}: {
  readonly input: Readable;
  readonly output: Writable;
  readonly answer: (request: HostRequest) => Promise<HostAnswerBody>;
}): Promise<End> {
  const frames = new FrameReader();
  try {
    for await (const piece of input) {
      for (const message of frames.take(piece)) {
        if (!Value.Check(Numbered, message)) return 'misframed';
        const body = Value.Check(HostRequest, message) ? await answer(message) : refused('request-malformed');
        if (!output.write(framed(message.id, body))) await once(output, 'drain');
      }
    }
  } catch (error) {
    if (error instanceof FramingError) return 'misframed';
    throw error;
  }
  return frames.atBoundary ? 'closed' : 'misframed';
}

/** A browser ends a host that says more than it takes: better a refusal, and the host is there for what comes next. */
function framed(id: number, body: HostAnswerBody): Buffer {
  try {
    return frame({ id, body });
  } catch (error) {
    if (error instanceof RangeError) return frame({ id, body: refused('unexpected') });
    throw error;
  }
}
