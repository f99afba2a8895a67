import { mustBeNone } from '../customer/outcomes.ts';
import type { PlayedCustomer } from '../customer/played-customer.ts';
import { inspectCustomers } from '../invariants/inspect-customer.ts';
import { mustGetIn } from '../invariants/never-locked-out.ts';
import type { Luck } from '../luck.ts';
import type { ServiceNode } from '../node/service-node.ts';
import type { FaultWorld } from './fault-world.ts';

const seedFrom = (luck: Luck) => luck.below(2 ** 31);

/** One node after the other on the same data: each is killed, and the next must find everything right. */
export class KilledService {
  readonly #world: FaultWorld;
  readonly #luck: Luck;
  #node: ServiceNode;
  kills = 0;

  private constructor(world: FaultWorld, luck: Luck, node: ServiceNode) {
    this.#world = world;
    this.#luck = luck;
    this.#node = node;
  }

  static async start(world: FaultWorld, luck: Luck): Promise<KilledService> {
    return new KilledService(world, luck, await world.startNode({ seed: seedFrom(luck) }));
  }

  get node(): ServiceNode {
    return this.#node;
  }

  /**
   * Waits until the node is dead, looks into the register as it was left, starts the next node, and has each customer
   * log in before anything else. Throws `InvariantViolated`.
   *
   * @param finished for whom the dead node did something, too, and who need nothing now
   * @param clock see `mustGetIn`
   */
  async rise(
    customers: readonly PlayedCustomer[],
    { finished = [], clock = 'steady' }: { finished?: readonly PlayedCustomer[]; clock?: 'steady' | 'stepped' } = {},
  ): Promise<void> {
    if ((await this.#node.ended) !== 'SIGKILL') throw new Error('the node ended, but not by SIGKILL');
    this.kills += 1;
    await this.inspect([...customers, ...finished]);
    this.#node = await this.#world.startNode({ seed: seedFrom(this.#luck) });
    for (const customer of customers) {
      await mustGetIn(this.#node, customer, this.#luck, clock);
      // Half of them go on in the browser they had.
      if (this.#luck.strikes(0.5)) customer.closeBrowser();
    }
  }

  /** When the node is dead. Throws `InvariantViolated`. */
  async inspect(customers: readonly PlayedCustomer[]): Promise<void> {
    const { signed } = this.#node;
    mustBeNone(await this.#world.inspect((register) => inspectCustomers(register, customers, signed)));
  }
}
