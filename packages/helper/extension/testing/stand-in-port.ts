import type { ExtensionPort, Sender } from '../browser/extension-api.ts';
import { Happening } from './happening.ts';

/**
 * A port as browsers have them: who disconnects it hears no end of it, and what is posted to one that has ended throws.
 */
export class StandInPort implements ExtensionPort {
  readonly name: string;
  readonly sender?: Sender;
  error: { readonly message: string } | null = null;
  readonly onMessage = new Happening<(message: unknown) => void>();
  readonly onDisconnect = new Happening<(port: ExtensionPort) => void>();
  /** What this side posted, as it comes out of JSON. */
  readonly posted: unknown[] = [];
  ended = false;
  readonly #onPosted: (message: unknown) => void;

  constructor({
    name = '',
    sender,
    onPosted = () => {},
  }: { name?: string; sender?: Sender; onPosted?: (message: unknown) => void } = {}) {
    this.name = name;
    if (sender !== undefined) this.sender = sender;
    this.#onPosted = onPosted;
  }

  postMessage(message: unknown): void {
    if (this.ended) throw new Error('Attempting to use a disconnected port object');
    const carried: unknown = JSON.parse(JSON.stringify(message));
    this.posted.push(carried);
    this.#onPosted(carried);
  }

  disconnect(): void {
    this.ended = true;
  }

  /** The other side says something. */
  say(message: unknown): void {
    if (!this.ended) this.onMessage.happen(message);
  }

  /** The other side goes, and the browser says why. */
  end(why: string | null = null): void {
    if (this.ended) return;
    this.ended = true;
    this.error = why === null ? null : { message: why };
    this.onDisconnect.happen(this);
  }
}
