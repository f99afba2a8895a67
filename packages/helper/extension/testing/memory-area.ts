import type { StorageArea } from '../browser/extension-api.ts';

/** A storage of the browser, which keeps what JSON keeps. */
export class MemoryArea implements StorageArea {
  readonly values: Map<string, unknown>;

  constructor(values: Readonly<Record<string, unknown>> = {}) {
    this.values = new Map(Object.entries(values));
  }

  async get(key: string): Promise<Readonly<Record<string, unknown>>> {
    return this.values.has(key) ? { [key]: structuredClone(this.values.get(key)) } : {};
  }

  async set(items: Readonly<Record<string, unknown>>): Promise<void> {
    for (const [key, value] of Object.entries(items)) this.values.set(key, structuredClone(value));
  }
}
