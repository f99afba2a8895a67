import { PassThrough } from 'node:stream';
import { answerRequest } from '../../host/answer-request.ts';
import { FrameReader, frame } from '../../host/framing.ts';
import { serve } from '../../host/serve.ts';
import type { Stores } from '../../host/stores.ts';
import { TokenLogins } from '../../host/token-logins.ts';
import { StandInPort } from './stand-in-port.ts';

/** A port to the product's own host in this process: what goes through it is framed, read and answered as it is. */
export function hostedPort(stores: Stores): StandInPort {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const logins = new TokenLogins({ open: (serial) => stores.openToken(serial), now: () => performance.now() });
  const means = { version: '1.2.3', stores, logins, onTrouble: () => {} };
  const port = new StandInPort({ onPosted: (message) => input.write(frame(message)) });
  const frames = new FrameReader();
  output.on('data', (piece: Buffer) => {
    for (const message of frames.take(piece)) port.say(message);
  });
  void serve({ input, output, answer: (request) => answerRequest(request, means) }).then(() => port.end());
  return port;
}
